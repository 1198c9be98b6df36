package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.ProcessHub;
import io.processhub.process.StartResult;
import io.processhub.process.StopResult;
import io.processhub.spec.ProcessSpec;
import io.processhub.strategy.synchronization.PubSub;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.gossip.Gossip;
import io.processhub.testkit.simulation.Faults;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.Span;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** A stop on one node and at once a start on another one, which need not know of the stop. */
final class OrderOfCallsTest {
    private static final int NODES = 3;
    private static final int ROUNDS = 8;
    private static final ProcessSpec<Object> P = SimulatedCluster.probe("p");

    /** The answer to a stop, and to the start after it; whether its node showed an instance before or then. */
    private record Answers(StopResult stop, StartResult start, boolean shown) {}

    @Seeds(15)
    void aStartIsAnsweredByWhatItsNodeKnowsAndNeverByAnEarlierStop(long seed) {
        for (SynchronizationStrategy strategy : List.of(new PubSub(), new Gossip())) {
            SimulatedCluster cluster = SimulatedCluster.of(NODES)
                    .seed(seed)
                    .delay(1, seed % 2 == 0 ? 20 : 200)
                    .loss(0.05)
                    .settings(hub -> hub.synchronization(strategy))
                    .start();
            cluster.settle();
            for (int round = 0; round < ROUNDS; round++) {
                cluster.await(cluster.hub(any(cluster)).ensure(P));
                Answers answers = stopThenStart(cluster, P, any(cluster), any(cluster));
                cluster.settle();
                if (answers.stop() instanceof StopResult.Stopped) {
                    judge(cluster, answers);
                }
            }
            cluster.check();
        }
    }

    private static int any(SimulatedCluster cluster) {
        return 1 + cluster.random().nextInt(NODES);
    }

    private static Answers stopThenStart(SimulatedCluster cluster, ProcessSpec<Object> spec, int stops, int starts) {
        ProcessHub next = cluster.hub(starts);
        return cluster.await(cluster.hub(stops).stop(spec.id()).thenCompose(stop -> {
            boolean before = shows(next, spec);
            return next.ensure(spec).thenApply(start -> new Answers(stop, start.result(), before || shows(next, spec)));
        }));
    }

    private static boolean shows(ProcessHub hub, ProcessSpec<Object> spec) {
        return hub.lookup(spec.id())
                .filter(found -> !found.instances().isEmpty())
                .isPresent();
    }

    private static void judge(SimulatedCluster cluster, Answers answers) {
        boolean wanted = cluster.hub(1).lookup(P.id()).isPresent();
        switch (answers.start()) {
            case StartResult.Started started -> {
                assertThat(wanted).as(answers.toString()).isTrue();
                assertThat(cluster.runningCopiesOf(P.id()))
                        .as(answers.toString())
                        .hasSize(1);
            }
            case StartResult.AlreadyExists existing ->
                assertThat(answers.shown() || wanted).as(answers.toString()).isTrue();
            default -> throw new AssertionError(answers);
        }
    }

    /** The clock of the node that stops is ahead, so its stamp is greater than that of the start after it. */
    @Seeds(20)
    void aStartOutlastsAStopThatDidNotKnowIt(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(NODES).seed(seed).start();
        cluster.add();
        cluster.jumpClock(NODES + 1, Duration.ofMillis(800));
        cluster.runUntil(() -> cluster.running(NODES + 1), Duration.ofSeconds(20));
        cluster.settle();
        ProcessSpec<Object> spec = SimulatedCluster.probe("p" + seed);
        for (int node = 1; node <= NODES + 1; node++) {
            cluster.faults(node, 2, Faults.NONE.delay(Span.ofMillis(250, 300)));
        }

        cluster.await(cluster.hub(1).start(spec));
        cluster.run(Duration.ofMillis(5));
        Answers answers = stopThenStart(cluster, spec, NODES + 1, 2);

        cluster.settle();
        assertThat(answers.stop()).isInstanceOf(StopResult.Stopped.class);
        assertThat(answers.start()).isInstanceOf(StartResult.Started.class);
        assertThat(cluster.hub(1).lookup(spec.id())).isPresent();
        assertThat(cluster.runningCopiesOf(spec.id())).hasSize(1);
    }

    /**
     * A process that node 1 has started on node 3, of which node 2 knows that it is wanted, but not for a while that it
     * runs; what node 4 does reaches node 2 before that, but late, too.
     */
    private static ProcessSpec<Object> startedUnseen(SimulatedCluster cluster) {
        cluster.settle();
        ProcessSpec<Object> spec = IntStream.range(0, 100)
                .mapToObj(i -> SimulatedCluster.probe("p" + i))
                .filter(each -> runsOn(cluster, 3, each))
                .findFirst()
                .orElseThrow();
        cluster.faults(3, 2, Faults.NONE.delay(Span.ofMillis(600, 610)));
        cluster.faults(4, 2, Faults.NONE.delay(Span.ofMillis(300, 310)));
        cluster.await(cluster.hub(1).start(spec));
        cluster.run(Duration.ofMillis(20));
        assertThat(cluster.hub(2).lookup(spec.id()))
                .get()
                .satisfies(found -> assertThat(found.instances()).isEmpty());
        return spec;
    }

    /** Whether placement gives it to a node; it does not run afterwards. */
    private static boolean runsOn(SimulatedCluster cluster, int node, ProcessSpec<Object> spec) {
        cluster.await(cluster.hub(1).start(spec));
        boolean there = cluster.runningCopiesOf(spec.id()).stream()
                .allMatch(copy -> copy.node().equals(cluster.hub(node).self()));
        cluster.await(cluster.hub(1).stop(spec.id()));
        cluster.settle();
        return there;
    }

    @Seeds(5)
    void aCallThatWaitsOutlastsAnEarlierStop(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(4).seed(seed).start();
        ProcessSpec<Object> spec = startedUnseen(cluster);

        assertThat(cluster.await(cluster.hub(4).stop(spec.id()))).isInstanceOf(StopResult.Stopped.class);
        var waiting = cluster.hub(2).ensure(spec);
        assertThat(waiting).isNotDone();

        assertThat(cluster.await(waiting).result()).isInstanceOf(StartResult.Started.class);
        cluster.settle();
        assertThat(cluster.hub(1).lookup(spec.id())).isPresent();
        assertThat(cluster.runningCopiesOf(spec.id())).hasSize(1);
    }

    @Seeds(5)
    void aCallThatWaitsIsAnsweredByALaterStop(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(4).seed(seed).start();
        ProcessSpec<Object> spec = startedUnseen(cluster);
        int stops = seed % 2 == 0 ? 4 : 2;

        var waiting = cluster.hub(2).ensure(spec);
        if (stops == 4) {
            cluster.run(Duration.ofMillis(5)); // within a millisecond two nodes cannot tell which came first
        }
        var stopped = cluster.hub(stops).stop(spec.id());

        assertThat(cluster.await(waiting).result()).isInstanceOf(StartResult.Refused.class);
        cluster.await(stopped);
        cluster.settle();
        assertThat(cluster.hub(1).lookup(spec.id())).isEmpty();
        assertThat(cluster.runningCopiesOf(spec.id())).isEmpty();
    }
}
