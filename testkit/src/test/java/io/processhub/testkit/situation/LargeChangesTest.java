package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.ProcessHub;
import io.processhub.StartReport;
import io.processhub.strategy.synchronization.PubSub;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.gossip.Gossip;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Changes of more processes than a hub reconciles in one turn. */
final class LargeChangesTest {
    private static final int PROCESSES = 3_500;
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static SimulatedCluster cluster(long seed, SynchronizationStrategy strategy) {
        SimulatedCluster cluster = SimulatedCluster.of(3)
                .seed(seed)
                .settings(hub -> hub.synchronization(strategy))
                .start();
        cluster.settle();
        return cluster;
    }

    private static CompletableFuture<StartReport> start(SimulatedCluster cluster) {
        return cluster.startAll(
                1,
                IntStream.range(0, PROCESSES)
                        .mapToObj(number -> SimulatedCluster.probe("p" + number))
                        .toList());
    }

    private static int running(ProcessHub hub) {
        return (int) hub.snapshot().stream()
                .filter(one -> !one.instances().isEmpty())
                .count();
    }

    /** All news and the answers to the question come at once, and take several turns. */
    @Seeds(3)
    void whoHasCaughtUpSeesAllOfThem(long seed) {
        for (SynchronizationStrategy strategy : List.of(new PubSub(), new Gossip())) {
            SimulatedCluster cluster = cluster(seed, strategy);
            CompletableFuture<StartReport> started = start(cluster);
            cluster.runUntil(() -> cluster.hub(1).snapshot().size() == PROCESSES, LIMIT);
            CompletableFuture<Integer> seen = cluster.hub(3)
                    .caughtUp(LIMIT)
                    .thenApply(nothing -> cluster.hub(3).snapshot().size());
            cluster.run(Duration.ofNanos(1));
            cluster.pause(3);
            cluster.run(Duration.ofMillis(200));
            cluster.resume(3);
            assertThat(cluster.await(seen)).isEqualTo(PROCESSES);
            cluster.await(started);
            cluster.settle();
            cluster.check();
        }
    }

    @Seeds(3)
    void whileSomeAreNotReconciledTheStatusSaysSo(long seed) {
        SimulatedCluster cluster = cluster(seed, new PubSub());
        cluster.await(start(cluster));
        cluster.settle();
        cluster.crash(3);
        cluster.runUntil(() -> cluster.hub(1).nodes().size() == 2, LIMIT);
        cluster.runUntil(() -> cluster.hub(1).status().registry().waiting() == 0, LIMIT);
        assertThat(running(cluster.hub(1))).isEqualTo(PROCESSES);
        cluster.settle();
        cluster.check();
    }
}
