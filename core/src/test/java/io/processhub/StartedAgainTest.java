package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.process.Processes.Start;
import io.processhub.process.StartResult;
import io.processhub.process.StopResult;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A process is stopped, and the answer is not awaited: what is asked next speaks of the next instance, or of none. */
class StartedAgainTest {
    private static final ProcessType<Object> SLOW = ProcessType.of("slow", Object.class);
    private static final ProcessSpec<Object> FIRST = SLOW.spec("p").argument("first");
    private static final ProcessSpec<Object> SECOND = SLOW.spec("p").argument("second");
    private static final ProcessId P = FIRST.id();

    private final Hubs hubs = new Hubs();
    private final CountDownLatch busy = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        hubs.close();
    }

    /** Is busy until the gate opens when it is told so, and answers with its argument. */
    private final class Slow implements HubProcess<Object> {
        private String argument = "";

        @Override
        public void onStart(ProcessContext<Object> context) {
            argument = context.spec().argument().toString();
            if (argument.equals("broken")) {
                throw new IllegalStateException("expected by this test");
            }
        }

        @Override
        public void onMessage(Message<Object> message) throws InterruptedException {
            if (message.body().equals("be busy")) {
                busy.countDown();
                gate.await();
            } else {
                message.replyUntyped(argument);
            }
        }
    }

    private List<ProcessHub> hubs(int count) {
        return hubs.start(count, settings -> settings.process(SLOW, Slow::new));
    }

    /** Runs the first instance, busy; the answer is its epoch. */
    private long busy(ProcessHub hub) throws InterruptedException {
        var start = Eventually.ends(hub.start(FIRST)).result();
        hub.untyped(P).tell("be busy");
        busy.await();
        return ((StartResult.Started) start).instances().getFirst().epoch();
    }

    /** The hub has handled what it was asked so far. */
    private static void handled(ProcessHub hub) {
        Eventually.ends(hub.explain(P));
        Eventually.ends(hub.explain(P));
    }

    private static void assertStarted(CompletableFuture<? extends Start<?>> start, long epochBefore) {
        assertThat(Eventually.ends(start).result())
                .isInstanceOfSatisfying(
                        StartResult.Started.class,
                        started -> assertThat(started.instances())
                                .singleElement()
                                .satisfies(copy -> assertThat(copy.epoch()).isGreaterThan(epochBefore)));
    }

    @Test
    void aStartWaitsForTheNextInstance() throws Exception {
        ProcessHub hub = hubs(1).getFirst();
        long first = busy(hub);

        CompletableFuture<StopResult> stop = hub.stop(P);
        var start = hub.start(SECOND);
        var ensure = hub.ensure(SECOND);
        handled(hub);
        assertThat(start).isNotDone();
        assertThat(ensure).isNotDone();
        gate.countDown();

        assertStarted(start, first);
        assertThat(Eventually.ends(stop)).isEqualTo(new StopResult.Stopped(P, List.of(hub.self())));
        assertThat(Eventually.ends(ensure).result()).isInstanceOf(StartResult.AlreadyExists.class);
        assertThat(Eventually.ends(hub.untyped(P).ask("argument", String.class)))
                .isEqualTo("second");
    }

    @Test
    void anotherNodeWaitsToo() throws Exception {
        List<ProcessHub> pair = hubs(2);
        ProcessHub asked = pair.getFirst();
        long first = busy(asked);
        ProcessHub other = pair.getLast();
        Eventually.holds(() -> assertThat(other.lookup(P)).isPresent());

        CompletableFuture<StopResult> stop = asked.stop(P);
        Eventually.holds(() -> assertThat(other.lookup(P)).isEmpty());
        var start = other.start(SECOND);
        handled(other);
        assertThat(start).isNotDone();
        gate.countDown();

        assertStarted(start, first);
        assertThat(Eventually.ends(stop)).isInstanceOf(StopResult.Stopped.class);
        assertThat(Eventually.ends(other.untyped(P).ask("argument", String.class)))
                .isEqualTo("second");
    }

    /** The two arrive together, so that the stop is never seen alone where the process runs. */
    @Test
    void theSameProcessIsStartedAnew() {
        for (ProcessHub hub : hubs(2)) {
            Eventually.ends(hub.caughtUp()); // the other hub has stopped the process
            var first = Eventually.ends(hub.start(FIRST)).result();
            long epoch = ((StartResult.Started) first).instances().getFirst().epoch();

            CompletableFuture<StopResult> stop = hub.stop(P);
            var start = hub.start(FIRST);

            assertStarted(start, epoch);
            assertThat(Eventually.ends(stop)).isInstanceOf(StopResult.Stopped.class);
            Eventually.ends(hub.stop(P));
            Eventually.holds(() -> assertThat(hub.lookup(P)).isEmpty());
        }
    }

    @Test
    void whatCannotStartIsNotWantedAfterwards() throws Exception {
        ProcessHub hub = hubs(1).getFirst();
        long first = busy(hub);
        assertThat(first).isPositive();

        hub.stop(P);
        var start = hub.start(SLOW.spec("p").argument("broken"));
        gate.countDown();

        assertThat(Eventually.ends(start).result())
                .isInstanceOfSatisfying(
                        StartResult.Failed.class,
                        failed -> assertThat(failed.instances()).isEmpty());
        assertThat(hub.lookup(P)).isEmpty();
    }

    @Test
    void aSecondStopWaitsForTheEndAsWell() throws Exception {
        ProcessHub hub = hubs(1).getFirst();
        long first = busy(hub);
        assertThat(first).isPositive();

        CompletableFuture<StopResult> stop = hub.stop(P);
        CompletableFuture<StopResult> again = hub.stop(P);
        handled(hub);
        assertThat(again).isNotDone();
        gate.countDown();

        var stopped = new StopResult.Stopped(P, List.of(hub.self()));
        assertThat(Eventually.ends(stop)).isEqualTo(stopped);
        assertThat(Eventually.ends(again)).isEqualTo(stopped);
        assertThat(Eventually.ends(hub.stop(P))).isEqualTo(new StopResult.NotFound(P));
    }
}
