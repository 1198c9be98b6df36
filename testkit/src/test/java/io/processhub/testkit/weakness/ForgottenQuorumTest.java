package io.processhub.testkit.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.spec.ProcessId;
import io.processhub.strategy.partition.DynamicQuorum;
import io.processhub.strategy.partition.MajorityQuorum;
import io.processhub.strategy.partition.PartitionStrategy;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The memory of a quorum is each node's own: a part that grows has a majority, a reset has to be given on every node,
 * and what is judged on events only stays as it is when nothing happens.
 */
final class ForgottenQuorumTest {
    private static final int PROCESSES = 30;

    /** The slowest detection, and two seconds more. */
    private static final Duration WINDOW = Duration.ofSeconds(4);

    @TempDir
    private Path folder;

    private static SimulatedCluster five(long seed, PartitionStrategy strategy) {
        return Scenes.settled(SimulatedCluster.of(5).seed(seed).settings(hub -> hub.partition(strategy)));
    }

    private static boolean runs(SimulatedCluster cluster, List<ProcessId> ids, int... nodes) {
        List<String> names = IntStream.of(nodes).mapToObj(node -> "n" + node).toList();
        return ids.stream()
                .flatMap(id -> cluster.runningCopiesOf(id).stream())
                .anyMatch(copy -> names.contains(copy.node().name()));
    }

    /** Two of five nodes are cut off, and two others join them there. */
    static final class Grown implements Runnable {
        @Override
        public void run() {
            Scenes.eachSeed(2, seed -> {
                SimulatedCluster cluster = five(seed, new MajorityQuorum(5, true));
                List<ProcessId> ids = Scenes.ids(Scenes.running(cluster, PROCESSES));
                cluster.split(1, 2);
                for (int node : List.of(6, 7)) {
                    cluster.add();
                    cluster.cut(List.of(node), List.of(3, 4, 5));
                    cluster.cut(List.of(3, 4, 5), List.of(node));
                }
                cluster.run(WINDOW.multipliedBy(3));

                assertThat(runs(cluster, ids, 1, 2, 6, 7)).isFalse();
                assertThat(runs(cluster, ids, 3, 4, 5)).isTrue();
            });
        }
    }

    /** Three of five crash, and one of the others learns that they are gone. */
    static final class Reset implements Runnable {
        @Override
        public void run() {
            Scenes.eachSeed(2, seed -> {
                SimulatedCluster cluster = five(seed, new MajorityQuorum(5, true));
                List<ProcessId> ids = Scenes.ids(Scenes.running(cluster, PROCESSES));
                List.of(3, 4, 5).forEach(cluster::crash);
                cluster.run(WINDOW);
                assertThat(runs(cluster, ids, 1, 2)).isFalse();

                cluster.await(cluster.hub(1).resetClusterSize(2));
                cluster.run(WINDOW);
                assertThat(runs(cluster, ids, 1)).isTrue();
                assertThat(runs(cluster, ids, 2)).isTrue();
            });
        }
    }

    /** Two of five crash, and nothing else happens. */
    static final class Quiet implements Runnable {
        @Override
        public void run() {
            Scenes.eachSeed(2, seed -> {
                SimulatedCluster cluster = five(seed, new DynamicQuorum(80));
                List<ProcessId> ids = Scenes.ids(Scenes.running(cluster, PROCESSES));
                List.of(4, 5).forEach(cluster::crash);
                cluster.run(WINDOW);
                assertThat(runs(cluster, ids, 1, 2, 3)).isFalse();

                cluster.run(Duration.ofSeconds(32));
                assertThat(runs(cluster, ids, 1, 2, 3)).isTrue();
            });
        }
    }

    @Test
    void whatIsRememberedTogetherHolds() {
        new Grown().run();
        new Reset().run();
        new Quiet().run();
    }

    @Test
    void withoutSharedMemoryAPartThatGrowsHasAMajority() {
        Mutant.of(folder, "quorum.Quorum", "voters.heard(from, memory);", "").fails(Grown.class);
    }

    @Test
    void aResetOfOneNodeAloneLeavesTheOthersWithout() {
        Mutant.of(folder, "quorum.VotingConfiguration", "return order > 0 ? this : other;", "return this;")
                .fails(Reset.class);
    }

    @Test
    void judgedOnEventsOnlyItNeverComesBack() {
        Mutant.of(folder, "coordinator.Coordinator", "context.agenda().every(JUDGE_AGAIN, this::judgeQuorum);", "")
                .fails(Quiet.class);
    }
}
