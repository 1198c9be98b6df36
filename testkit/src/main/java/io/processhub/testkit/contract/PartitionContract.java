package io.processhub.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.spec.ProcessSpec;
import io.processhub.strategy.partition.PartitionStrategy;
import io.processhub.strategy.partition.PartitionStrategy.Census;
import io.processhub.strategy.partition.PartitionStrategy.Loss;
import io.processhub.strategy.partition.PartitionStrategy.Votes;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The contract of every partition strategy: it is a value, decides every census in the same way each time, and a hub
 * that uses it loses nothing in a split: while it lasts, a part without a quorum runs nothing, and afterwards every
 * process runs once. The test of a strategy extends this class and provides the strategy; JUnit runs the tests of this
 * class, in simulated clusters of five nodes, all of which must be enough for a quorum.
 *
 * <p>{@code -Dsimulation.seeds=N} runs each test on more seeds.
 */
public abstract class PartitionContract {
    private static final int NODES = 5;
    private static final int PROCESSES = 40;
    private static final int CENSUSES = 500;
    private static final Duration A_WHILE = Duration.ofMinutes(1);

    /** For subclasses. */
    protected PartitionContract() {}

    /** {@return the strategy to test; equal at each call} */
    protected abstract PartitionStrategy strategy();

    @Test
    void itIsAValueWhoseTextIsTheSameOnEveryNode() {
        assertThat(strategy()).isEqualTo(strategy()).hasSameHashCodeAs(strategy());
        assertThat(strategy().toString()).isEqualTo(strategy().toString()).doesNotContain("@");
        assertThat(strategy().memory()).isEqualTo(strategy().memory());
    }

    /** Also of a census that no hub of today would draw up: another one may, tomorrow. */
    @Seeds(5)
    void everyCensusIsDecidedInTheSameWayEachTime(long seed) {
        var random = new SplittableRandom(seed);
        for (int number = 0; number < CENSUSES; number++) {
            Census census = census(random);

            boolean decided = strategy().mayRun(census);

            assertThat(strategy().mayRun(census)).as(census.toString()).isEqualTo(decided);
            if (!decided) {
                assertThat(strategy().advice(census)).doesNotEndWith(".").doesNotContain("\n");
            }
        }
    }

    @Seeds(5)
    void aPartWithoutAQuorumRunsNothingAndNothingIsLost(long seed) {
        SimulatedCluster cluster = cluster(seed);

        var split = cluster.split(1, 2);
        cluster.run(A_WHILE);
        for (int node = 1; node <= NODES; node++) {
            var status = cluster.hub(node).status();
            if (!status.membership().quorum()) {
                assertThat(cluster.hub(node).local()).as("on n%d", node).isEmpty();
                assertThat(cluster.hub(node).snapshot()).hasSize(PROCESSES);
            }
        }
        split.heal();
        cluster.settle();

        cluster.check();
        assertThat(cluster.evidence().world().running()).hasSize(PROCESSES);
    }

    @Seeds(5)
    void aNodeThatRestartsIsPartOfItAgain(long seed) {
        SimulatedCluster cluster = cluster(seed);

        cluster.crash(4);
        cluster.run(A_WHILE);
        cluster.restart(4);
        cluster.settle();

        cluster.check();
        assertThat(cluster.evidence().world().running()).hasSize(PROCESSES);
        assertThat(IntStream.rangeClosed(1, NODES))
                .allMatch(node -> cluster.hub(node).status().membership().quorum());
    }

    private SimulatedCluster cluster(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(NODES)
                .seed(seed)
                .settings(hub -> hub.partition(strategy()))
                .start();
        cluster.settle();
        List<ProcessSpec<Object>> specs = IntStream.range(0, PROCESSES)
                .mapToObj(number -> SimulatedCluster.probe("p" + number))
                .toList();
        assertThat(cluster.await(cluster.startAll(1, specs)).problems()).isEmpty();
        cluster.settle();
        return cluster;
    }

    private static Census census(RandomGenerator random) {
        int members = 1 + random.nextInt(9);
        List<NodeId> nodes = IntStream.range(0, members)
                .mapToObj(number -> new NodeId("n" + number, 1))
                .toList();
        List<Loss> losses = IntStream.range(0, random.nextInt(4))
                .mapToObj(
                        number -> new Loss(new NodeId("lost" + number, 1), Duration.ofMillis(random.nextInt(100_000))))
                .toList();
        List<Votes> votes = IntStream.range(0, random.nextInt(3))
                .mapToObj(number -> {
                    int present = random.nextInt(members + 1);
                    return new Votes(present, present + random.nextInt(6), List.of());
                })
                .toList();
        return new Census(nodes, losses, votes, 1 + random.nextInt(5), random.nextBoolean());
    }
}
