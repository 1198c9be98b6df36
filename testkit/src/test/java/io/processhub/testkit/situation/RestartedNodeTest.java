package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.spec.ProcessId;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A node dies and comes back under the same name, empty. */
final class RestartedNodeTest {

    @Seeds(20)
    void itIsNotTakenForItsFormerSelf(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(3).seed(seed).start();
        cluster.settle();
        List<ProcessId> ids = Probes.running(cluster, 150);

        cluster.crash(2);
        cluster.run(Duration.ofMillis(cluster.random().nextInt(4_000)));
        cluster.restart(2);

        cluster.settle();
        cluster.check();
        assertThat(cluster.evidence().world().running()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(cluster.hub(1).nodes()).extracting(Object::toString).contains("n2#2");
    }

    @Seeds(10)
    void aWholeClusterRestartedNodeByNodeLosesNothing(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(3).seed(seed).start();
        cluster.settle();
        List<ProcessId> ids = Probes.running(cluster, 150);

        Stream.of(1, 2, 3, 1, 2, 3).forEach(node -> {
            cluster.crash(node);
            cluster.run(Duration.ofMillis(cluster.random().nextInt(3_000)));
            cluster.restart(node);
            cluster.settle();
        });

        cluster.check();
        assertThat(cluster.evidence().world().running()).containsExactlyInAnyOrderElementsOf(ids);
    }
}
