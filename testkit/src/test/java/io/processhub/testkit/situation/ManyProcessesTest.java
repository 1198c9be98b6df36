package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;

/** More processes than a node looks at in a turn when its members change. */
final class ManyProcessesTest {
    private static final int PROCESSES = 45_000;

    /** The second loss comes while the survivors still look at what the first one changes. */
    @Seeds(2)
    void allRunAfterTwoLossesAtOnce(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(4).seed(seed).start();
        Probes.running(cluster, PROCESSES);

        cluster.crash(1);
        cluster.crash(2);

        cluster.settle();
        cluster.check();
        assertThat(cluster.evidence().world().running()).hasSize(PROCESSES);
    }
}
