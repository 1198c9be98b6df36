package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;

/** Processes count as waiting while too few of their instances run, and not because they are to move. */
final class WaitingTest {
    private static final int PROCESSES = 200;
    /** Longer than it takes until all that was written about a move has arrived. */
    private static final Duration GLANCE = Duration.ofMillis(50);

    /** The most that any node counted in two glances, one after another, once it has met the other members. */
    private static int most(SimulatedCluster cluster, int nodes, int members, Duration time) {
        int[] before = new int[nodes];
        int most = 0;
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(GLANCE)) {
            cluster.run(GLANCE);
            for (int node = 1; node <= nodes; node++) {
                boolean met = cluster.hub(node).nodes().size() == members;
                int now = met ? waiting(cluster, node) : 0;
                most = Math.max(most, Math.min(now, before[node - 1]));
                before[node - 1] = now;
            }
        }
        return most;
    }

    private static int waiting(SimulatedCluster cluster, int node) {
        return cluster.hub(node).status().registry().waiting();
    }

    @Seeds(20)
    void noneWaitsAfterAPartitionHasHealed(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(5).seed(seed).start();
        Probes.running(cluster, PROCESSES);
        SimulatedCluster.Split split = cluster.split(1, 2);
        cluster.run(Duration.ofSeconds(20));

        split.heal();
        assertThat(most(cluster, 5, 5, Duration.ofSeconds(30))).isZero();
        cluster.settle();
        cluster.check();
    }

    @Seeds(20)
    void noneWaitsWhileProcessesMoveToANewNode(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(3).seed(seed).start();
        Probes.running(cluster, PROCESSES);
        cluster.add();
        assertThat(most(cluster, 3, 4, Duration.ofSeconds(10))).isZero();
        cluster.settle();
        cluster.check();
    }
}
