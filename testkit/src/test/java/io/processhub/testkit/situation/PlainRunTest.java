package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.spec.ProcessId;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.util.List;

/** Nothing goes wrong. */
final class PlainRunTest {

    @Seeds(5)
    void processesStartAndStop(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(3).seed(seed).start();

        List<ProcessId> ids = Probes.running(cluster, 60);
        cluster.check();
        assertThat(cluster.hub(2).snapshot()).hasSize(60);

        assertThat(cluster.await(cluster.stopAll(2, ids)).problems()).isEmpty();
        cluster.settle();
        cluster.check();
        assertThat(cluster.hub(3).snapshot()).isEmpty();
    }
}
