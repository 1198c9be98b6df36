package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processhub.ProcessHub;
import io.processhub.process.NotCaughtUpException;
import io.processhub.process.StartResult;
import io.processhub.process.StopResult;
import io.processhub.registry.Instance.Location;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.strategy.synchronization.PubSub;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.gossip.Gossip;
import io.processhub.testkit.simulation.ClusterPlan;
import io.processhub.testkit.simulation.Detection;
import io.processhub.testkit.simulation.Faults;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.Span;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What one node acknowledged, and another one has waited for, comes before the calls of that other node. */
final class CaughtUpTest {
    private static final int NODES = 4;
    private static final int ROUNDS = 4;
    private static final ProcessSpec<Object> P = SimulatedCluster.probe("p");

    private static SimulatedCluster start(ClusterPlan plan, SynchronizationStrategy strategy) {
        SimulatedCluster cluster =
                plan.settings(hub -> hub.synchronization(strategy)).start();
        cluster.settle();
        return cluster;
    }

    /** Gossip among four members relays through two of them. */
    private static List<SynchronizationStrategy> strategies() {
        return List.of(new PubSub(), new Gossip(Duration.ofSeconds(15), 1, 1, true));
    }

    @Seeds(10)
    void aStopElsewhereComesBeforeAStartHere(long seed) {
        for (SynchronizationStrategy strategy : strategies()) {
            SimulatedCluster cluster = start(SimulatedCluster.of(NODES).seed(seed), strategy);
            for (int round = 0; round < ROUNDS; round++) {
                stopThereAndStartHere(cluster, NODES);
            }
            cluster.settle();
            cluster.check();
        }
    }

    @Seeds(10)
    void alsoWhenFramesAreLostAndOvertakeOneAnother(long seed) {
        for (SynchronizationStrategy strategy : strategies()) {
            var plan = SimulatedCluster.of(NODES).seed(seed).faults(Faults.ROUGH.loss(0.1));
            SimulatedCluster cluster = start(plan, strategy);
            for (int round = 0; round < ROUNDS; round++) {
                stopThereAndStartHere(cluster, NODES);
            }
            cluster.settle();
            cluster.check();
        }
    }

    @Seeds(10)
    void alsoWhileMembersJoinAndLeaveAndProcessesMove(long seed) {
        for (SynchronizationStrategy strategy : List.of(new PubSub(), new Gossip())) {
            SimulatedCluster cluster =
                    start(SimulatedCluster.of(NODES).seed(seed).delay(1, 20), strategy);
            cluster.add();
            stopThereAndStartHere(cluster, NODES);
            cluster.runUntil(() -> cluster.running(NODES + 1), Duration.ofSeconds(20));
            CompletableFuture<Void> left = cluster.leave(NODES + 1, Duration.ofSeconds(2));
            stopThereAndStartHere(cluster, NODES);
            cluster.await(left);
            cluster.settle();
            cluster.check();
        }
    }

    /** On three nodes that may be the same: start, stop, start. Each waits for what was acknowledged before. */
    private static void stopThereAndStartHere(SimulatedCluster cluster, int nodes) {
        int starts = 1 + cluster.random().nextInt(nodes);
        int stops = 1 + cluster.random().nextInt(nodes);
        int startsAgain = 1 + cluster.random().nextInt(nodes);
        cluster.await(cluster.hub(starts).ensure(P));

        catchUp(cluster, stops);
        assertThat(cluster.await(cluster.hub(stops).stop(P.id()))).isInstanceOf(StopResult.Stopped.class);
        catchUp(cluster, startsAgain);
        assertThat(cluster.hub(startsAgain).lookup(P.id())).isEmpty();
        List<Location> former = cluster.runningCopiesOf(P.id());
        var again = cluster.await(cluster.hub(startsAgain).ensure(P)).result();

        assertThat(former).isEmpty();
        assertThat(again).isInstanceOf(StartResult.Started.class);
        cluster.run(Duration.ofSeconds(4));
        assertThat(cluster.hub(stops).lookup(P.id())).isPresent();
        assertThat(cluster.runningCopiesOf(P.id())).hasSize(1);
    }

    /** A member that leaves meanwhile ends the wait; the next one is for those that are left. */
    private static void catchUp(SimulatedCluster cluster, int node) {
        CompletableFuture<Void> wait = cluster.hub(node).caughtUp();
        cluster.runUntil(wait::isDone, Duration.ofSeconds(11));
        if (wait.isCompletedExceptionally()) {
            cluster.await(cluster.hub(node).caughtUp());
        }
    }

    @Seeds(10)
    void aMemberThatCrashesEndsTheWait(long seed) {
        SimulatedCluster cluster = start(SimulatedCluster.of(NODES).seed(seed), new PubSub());

        cluster.crash(3);
        CompletableFuture<Void> wait = cluster.hub(2).caughtUp();
        cluster.run(Duration.ofSeconds(4));

        assertThat(wait).isCompletedExceptionally();
        assertThatThrownBy(wait::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        NotCaughtUpException.class,
                        problem ->
                                assertThat(problem.members()).singleElement().hasFieldOrPropertyWithValue("name", "n3"))
                .hasMessageContaining("lost");
        cluster.await(cluster.hub(2).caughtUp());
    }

    @Seeds(10)
    void aSplitThatIsNotNoticedEndsTheWaitInTime(long seed) {
        for (SynchronizationStrategy strategy : strategies()) {
            var plan = SimulatedCluster.of(NODES).seed(seed).detection(Detection.BLIND);
            SimulatedCluster cluster = start(plan, strategy);
            SimulatedCluster.Split split = cluster.split(2);

            CompletableFuture<Void> wait = cluster.hub(2).caughtUp(Duration.ofSeconds(3));
            cluster.run(Duration.ofMillis(2_900));
            assertThat(wait).isNotDone();
            cluster.run(Duration.ofMillis(200));

            assertThat(wait).isCompletedExceptionally();
            assertThatThrownBy(wait::join)
                    .cause()
                    .isInstanceOfSatisfying(
                            NotCaughtUpException.class,
                            problem -> assertThat(problem.members()).hasSize(NODES - 1))
                    .hasMessageContaining("in time");
            split.heal();
            cluster.await(cluster.hub(2).caughtUp());
        }
    }

    /** The head of a member is not enough, which may overtake what is below it: that must have been read, too. */
    @Seeds(20)
    void theWaitLastsUntilEverythingHasBeenRead(long seed) {
        var plan = SimulatedCluster.of(3).seed(seed).detection(Detection.BLIND);
        SimulatedCluster cluster = start(plan, new PubSub());
        List<ProcessId> ids = runningOn(cluster, List.of("n1"));
        Faults slow = Faults.NONE.delay(Span.ofMillis(1, 300));
        cluster.faults(1, 2, slow);
        cluster.faults(3, 2, slow);

        cluster.await(cluster.stopAll(1, ids));

        assertThat(shownAfterCatchUp(cluster, ids)).isEmpty();
    }

    private static List<ProcessId> runningOn(SimulatedCluster cluster, List<String> nodes) {
        return Probes.running(cluster, 20).stream()
                .filter(id -> nodes.contains(
                        cluster.runningCopiesOf(id).getFirst().node().name()))
                .toList();
    }

    /** Looked up as soon as the wait has ended, not a tick of the test later. */
    private static List<ProcessId> shownAfterCatchUp(SimulatedCluster cluster, List<ProcessId> ids) {
        ProcessHub hub = cluster.hub(2);
        return cluster.await(hub.caughtUp()
                .thenApply(read ->
                        ids.stream().filter(id -> hub.lookup(id).isPresent()).toList()));
    }

    /** The first call has the answer of node 1 already, from before the stop, and waits for node 3. */
    @Seeds(10)
    void aCallDoesNotTakeTheAnswersToAnEarlierOne(long seed) {
        var plan = SimulatedCluster.of(3).seed(seed).detection(Detection.BLIND);
        SimulatedCluster cluster = start(plan, new PubSub());
        List<ProcessId> elsewhere = runningOn(cluster, List.of("n1", "n3"));
        cluster.faults(3, 2, Faults.NONE.delay(Span.ofMillis(1_000, 1_000)));
        CompletableFuture<Void> first = cluster.hub(2).caughtUp();
        cluster.run(Duration.ofMillis(10));
        cluster.faults(1, 2, Faults.NONE.delay(Span.ofMillis(3_000, 3_000)));

        cluster.await(cluster.stopAll(1, elsewhere));

        assertThat(shownAfterCatchUp(cluster, elsewhere)).isEmpty();
        assertThat(first).isCompleted();
    }

    @Test
    void aNodeAloneHasNothingToWaitFor() {
        SimulatedCluster cluster = start(SimulatedCluster.of(1), new PubSub());

        CompletableFuture<Void> wait = cluster.hub(1).caughtUp();
        cluster.run(Duration.ofMillis(1));

        assertThat(wait).isCompleted();
    }

    @Test
    void aHubThatClosesEndsTheWait() {
        SimulatedCluster cluster = start(SimulatedCluster.of(2).detection(Detection.BLIND), new PubSub());
        cluster.pause(2);

        CompletableFuture<Void> wait = cluster.hub(1).caughtUp(Duration.ofHours(1));
        cluster.await(cluster.hub(1).closeAsync(Duration.ZERO));
        cluster.run(Duration.ofMillis(1));

        assertThat(wait).isCompletedExceptionally();
        assertThatThrownBy(wait::join)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> cluster.hub(2).caughtUp(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
