package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.spec.ProcessId;
import io.processhub.strategy.partition.DynamicQuorum;
import io.processhub.strategy.partition.MajorityQuorum;
import io.processhub.strategy.partition.PartitionStrategy;
import io.processhub.strategy.partition.StaticQuorum;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/** Clusters that grow and shrink node by node, until those that are left may not run processes any more. */
final class QuorumBySizeTest {
    /** The slowest detection, and two seconds more. */
    private static final Duration WINDOW = Duration.ofSeconds(4);

    private final Deque<Integer> present = new ArrayDeque<>();

    private SimulatedCluster cluster(int nodes, long seed, PartitionStrategy strategy) {
        IntStream.rangeClosed(1, nodes).forEach(present::add);
        SimulatedCluster cluster = SimulatedCluster.of(nodes)
                .seed(seed)
                .settings(hub -> hub.partition(strategy).ensure(SimulatedCluster.probe("p")))
                .start();
        cluster.run(WINDOW);
        return cluster;
    }

    private void add(SimulatedCluster cluster, int count) {
        for (int added = 0; added < count; added++) {
            cluster.add();
            present.add(present.getLast() + 1);
            cluster.run(WINDOW);
        }
    }

    private void crash(SimulatedCluster cluster, int count) {
        IntStream.range(0, count).forEach(lost -> cluster.crash(present.removeLast()));
        cluster.run(WINDOW);
    }

    /** All that are left agree, and run the process or do not. */
    private void assertRuns(SimulatedCluster cluster, boolean expected) {
        assertThat(present)
                .allMatch(node -> cluster.hub(node).status().membership().quorum() == expected);
        assertThat(cluster.runningCopiesOf(ProcessId.of("p"))).hasSize(expected ? 1 : 0);
    }

    @Seeds(5)
    void aStaticQuorumCountsWhoIsThere(long seed) {
        SimulatedCluster cluster = cluster(6, seed, new StaticQuorum(7, true));
        assertRuns(cluster, false);

        add(cluster, 2);
        assertRuns(cluster, true);
        crash(cluster, 1);
        assertRuns(cluster, true);
        crash(cluster, 1);
        assertRuns(cluster, false);
    }

    @Seeds(5)
    void aDynamicQuorumCountsWhatWasLost(long seed) {
        SimulatedCluster cluster = cluster(6, seed, new DynamicQuorum(80, Duration.ofHours(1)));
        assertRuns(cluster, true);
        add(cluster, 4);

        for (boolean expected : List.of(true, true, false)) {
            crash(cluster, 1);
            assertRuns(cluster, expected);
        }
    }

    @Seeds(5)
    void aMajorityCountsTheLargestCluster(long seed) {
        SimulatedCluster cluster = cluster(6, seed, new MajorityQuorum());
        assertRuns(cluster, true);
        add(cluster, 4);

        for (int count : List.of(1, 2, 1)) {
            crash(cluster, count);
            assertRuns(cluster, true);
        }
        crash(cluster, 1);
        assertRuns(cluster, false);
    }
}
