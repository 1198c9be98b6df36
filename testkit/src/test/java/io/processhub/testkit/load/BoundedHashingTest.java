package io.processhub.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.strategy.distribution.ConsistentHashing;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Consistent hashing with a bound, on clusters whose members change. */
final class BoundedHashingTest {
    private static final int PROCESSES = 300;

    private static void within(SimulatedCluster cluster, int witness) {
        Map<NodeId, Integer> counts = new TreeMap<>();
        for (NodeId node : cluster.hub(witness).nodes()) {
            counts.put(node, cluster.hub(witness).onNode(node).size());
        }
        int most = Math.ceilDiv(PROCESSES * 11, 10 * counts.size());
        assertThat(counts.values()).as("%s", counts).allMatch(count -> count <= most);
    }

    @Seeds(3)
    void theBoundHoldsThroughJoinsLeavesCrashesAndReturns(long seed) {
        var watched = new Watched(new ConsistentHashing(0.1));
        var cluster = SimulatedCluster.of(5)
                .seed(seed)
                .settings(hub -> hub.distribution(watched))
                .start();
        var scales = new Scales(cluster);
        scales.start(1, 0, PROCESSES / 2);
        scales.start(2, PROCESSES / 2, PROCESSES);
        within(cluster, 1);

        cluster.add();
        rest(cluster);
        within(cluster, 1);
        cluster.await(cluster.leave(2, Duration.ofSeconds(30)));
        rest(cluster);
        within(cluster, 1);
        cluster.crash(4);
        rest(cluster);
        within(cluster, 1);
        cluster.restart(4);
        rest(cluster);
        within(cluster, 1);

        watched.moves().clear();
        scales.moves(1);
        rest(cluster);
        assertThat(watched.moves()).containsOnly(0);
        assertThat(scales.moves(1)).isZero();
        cluster.check();
    }

    private static void rest(SimulatedCluster cluster) {
        cluster.settle();
        cluster.run(Duration.ofMinutes(1));
        cluster.settle();
    }
}
