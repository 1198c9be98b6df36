package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.HubStatus;
import io.processhub.ProcessHub;
import io.processhub.process.StartOptions;
import io.processhub.process.StartResult;
import io.processhub.process.StopResult;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.partition.MajorityQuorum;
import io.processhub.strategy.partition.PartitionStrategy;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** What a part without a quorum does, and what the nodes remember together. */
final class QuorumTest {
    /** The slowest detection, and two seconds more. */
    private static final Duration WINDOW = Duration.ofSeconds(4);

    private static SimulatedCluster cluster(int nodes, long seed, PartitionStrategy strategy) {
        SimulatedCluster cluster = SimulatedCluster.of(nodes)
                .seed(seed)
                .settings(hub -> hub.partition(strategy))
                .start();
        cluster.settle();
        return cluster;
    }

    private static boolean held(SimulatedCluster cluster, int node) {
        return cluster.hub(node).status().membership().quorum();
    }

    private static long running(SimulatedCluster cluster, List<ProcessId> ids, int... nodes) {
        List<String> names = IntStream.of(nodes).mapToObj(node -> "n" + node).toList();
        return ids.stream()
                .flatMap(id -> cluster.runningCopiesOf(id).stream())
                .filter(copy -> names.contains(copy.node().name()))
                .count();
    }

    @Seeds(10)
    void thePartWithoutAQuorumStopsAndRefusesAndComesBack(long seed) {
        SimulatedCluster cluster = cluster(5, seed, new MajorityQuorum());
        List<ProcessId> ids = Probes.running(cluster, 100);

        SimulatedCluster.Split split = cluster.split(1, 2);
        cluster.run(WINDOW);
        ProcessHub hub = cluster.hub(1);
        HubStatus status = hub.status();
        assertThat(running(cluster, ids, 1, 2)).isZero();
        assertThat(running(cluster, ids, 3, 4, 5)).isEqualTo(100);
        assertThat(status.stale()).isTrue();
        assertThat(status.membership().advice())
                .contains("2 of 5 votes are here, 3 are needed: 1 more, of [n3, n4, n5]", "resetClusterSize(2)");
        assertThat(hub.lookup(ids.getFirst())).isPresent();
        assertThat(cluster.await(hub.explain(ids.getFirst())).obstacle()).contains("no quorum", "2 of 5 votes");
        Duration before = cluster.elapsed();
        assertThat(cluster.await(hub.start(SimulatedCluster.probe("new"), StartOptions.STANDARD))
                        .result())
                .isInstanceOfSatisfying(
                        StartResult.Refused.class,
                        refused -> assertThat(refused.reason()).contains("no quorum", "1 more"));
        assertThat(cluster.await(hub.ensure(SimulatedCluster.probe("new"), StartOptions.STANDARD))
                        .result())
                .isInstanceOf(StartResult.Refused.class);
        assertThat(cluster.await(hub.stop(ids.getFirst())))
                .isInstanceOfSatisfying(
                        StopResult.Refused.class,
                        refused -> assertThat(refused.reason()).contains("no quorum"));
        assertThat(cluster.elapsed().minus(before)).isLessThan(Duration.ofSeconds(1));

        split.heal();
        cluster.settle();
        assertThat(held(cluster, 1)).isTrue();
        assertThat(running(cluster, ids, 1, 2, 3, 4, 5)).isEqualTo(100);
        cluster.check();
    }

    @Seeds(10)
    void anEnsureThatWaitsEndsWithTheReason(long seed) {
        SimulatedCluster cluster = cluster(3, seed, new MajorityQuorum());
        List<StartResult> results = new java.util.ArrayList<>();
        var ids = IntStream.range(0, 30)
                .mapToObj(number -> SimulatedCluster.probe("e" + number))
                .toList();
        SimulatedCluster.Split split = cluster.split(1);
        ids.forEach(spec ->
                cluster.hub(1).ensure(spec, StartOptions.STANDARD).thenAccept(start -> results.add(start.result())));
        cluster.run(WINDOW);

        assertThat(held(cluster, 1)).isFalse();
        assertThat(results).hasSize(30);
        assertThat(results.stream().filter(result -> !result.runs()))
                .isNotEmpty()
                .allSatisfy(result -> assertThat(result.toString()).contains("no quorum"));
        split.heal();
        cluster.settle();
    }

    @Seeds(10)
    void inAnEvenSplitNoneGoesOn(long seed) {
        SimulatedCluster cluster = cluster(4, seed, new MajorityQuorum());
        List<ProcessId> ids = Probes.running(cluster, 40);

        SimulatedCluster.Split split = cluster.split(1, 2);
        cluster.run(WINDOW);
        assertThat(running(cluster, ids, 1, 2, 3, 4)).isZero();

        split.heal();
        cluster.settle();
        assertThat(running(cluster, ids, 1, 2, 3, 4)).isEqualTo(40);
        cluster.check();
    }

    @Seeds(10)
    void afterNodesHaveLeftInOrderFewerAreEnough(long seed) {
        SimulatedCluster cluster = cluster(5, seed, new MajorityQuorum());
        List<ProcessId> ids = Probes.running(cluster, 40);
        for (int node : List.of(5, 4, 3)) {
            cluster.await(cluster.leave(node, Duration.ofSeconds(5)));
        }
        cluster.settle();
        cluster.await(cluster.leave(2, Duration.ofSeconds(5)));
        cluster.settle();

        assertThat(running(cluster, ids, 1)).isEqualTo(40);
        cluster.check();
    }

    @Seeds(10)
    void aNodeThatCrashedIsStillCounted(long seed) {
        SimulatedCluster cluster = cluster(5, seed, new MajorityQuorum());
        List<ProcessId> ids = Probes.running(cluster, 40);
        cluster.crash(5);
        cluster.crash(4);
        cluster.run(WINDOW);
        assertThat(running(cluster, ids, 1, 2, 3)).isEqualTo(40);

        cluster.crash(3);
        cluster.run(WINDOW);
        assertThat(running(cluster, ids, 1, 2)).isZero();
        cluster.await(cluster.hub(1).resetClusterSize(2));
        cluster.run(WINDOW);
        assertThat(running(cluster, ids, 1, 2)).isEqualTo(40);

        cluster.restart(3);
        cluster.settle();
        cluster.check();
    }

    /** The example of the weakness: five hubs, two crash, one joins, restarts alone in its part. */
    @Seeds(10)
    void aRestartedNodeCannotForget(long seed) {
        SimulatedCluster cluster = cluster(5, seed, new MajorityQuorum(5, true));
        List<ProcessId> ids = Probes.running(cluster, 40);
        cluster.crash(4);
        cluster.crash(5);
        cluster.run(WINDOW);
        cluster.restart(5);
        cluster.run(WINDOW);
        cluster.crash(5);
        SimulatedCluster.Split split = cluster.split(5, 1);
        cluster.restart(5);
        cluster.run(WINDOW);

        assertThat(running(cluster, ids, 1, 5)).isZero();
        split.heal();
        cluster.restart(4);
        cluster.settle();
        cluster.check();
    }

    @Seeds(5)
    void aNodeThatSeesTooFewAtItsStartRunsNothingAndDoesNotWait(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(1)
                .seed(seed)
                .settings(hub -> hub.partition(new MajorityQuorum(3, true)).ensure(SimulatedCluster.probe("always")))
                .start();

        assertThat(cluster.elapsed()).isLessThan(Duration.ofSeconds(1));
        assertThat(held(cluster, 1)).isFalse();
        assertThat(cluster.hub(1).status().membership().advice()).contains("1 of 3 votes are here, 2 are needed");
        cluster.run(Duration.ofSeconds(5));
        assertThat(cluster.runningCopiesOf(new ProcessId("always"))).isEmpty();

        cluster.add();
        cluster.settle();
        assertThat(cluster.runningCopiesOf(new ProcessId("always"))).hasSize(1);
    }
}
