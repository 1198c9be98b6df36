package io.processhub.runtime;

import static io.processhub.runtime.RuntimeFixture.ID;
import static io.processhub.runtime.RuntimeFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessException.Reason;
import io.processhub.process.ProcessId;
import io.processhub.process.StopReason;
import io.processhub.runtime.RuntimeFixture.Told;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Stops that stay within their limits, and what else ends a process for good. */
final class StopTest {
    private static final HubProcess CRASHING = message -> {
        if (message.body().equals("crash")) {
            throw new IllegalStateException("expected by this test");
        }
        message.reply(message.body());
    };

    @Test
    void aDiscardedProcessRefusesWhatWaits() {
        var stage = RuntimeFixture.stepped(() -> CRASHING);
        stage.start(1);
        stage.tell("crash");
        stage.environment.run();
        var waiting = stage.ask("x");

        stage.runtime.discard(ID);

        assertThat(waiting.end()).isEqualTo(Reason.ENDED);
        assertThat(stage.tell("y")).isEqualTo(Delivery.NO_PROCESS);
        assertThat(stage.runtime.count()).isZero();
    }

    @Test
    void aLiveProcessIsNotDiscarded() {
        try (var stage = RuntimeFixture.threaded(() -> CRASHING).started()) {
            stage.runtime.discard(ID);

            assertThat(stage.ask("x").end()).isEqualTo("x");
        }
    }

    @Test
    void aStopLetsTheMessageInHandFinishAndRefusesTheRest() {
        var handling = new CompletableFuture<Boolean>();
        var gate = new CountDownLatch(1);
        var stopped = new CompletableFuture<StopReason>();
        try (var stage = RuntimeFixture.threaded(() -> new HubProcess() {
                    @Override
                    public void onMessage(Message message) throws InterruptedException {
                        handling.complete(true);
                        gate.await();
                        message.reply("finished");
                    }

                    @Override
                    public void onStop(StopReason reason) {
                        stopped.complete(reason);
                    }
                })
                .started()) {
            var first = stage.ask(1);
            var second = stage.ask(2);
            await(handling);

            stage.runtime.stop(ID, 1, StopReason.REQUESTED);
            gate.countDown();

            assertThat(first.end()).isEqualTo("finished");
            assertThat(await(stopped)).isEqualTo(StopReason.REQUESTED);
            assertThat(second.end()).isEqualTo(Reason.ENDED);
            assertThat(stage.next()).isEqualTo(Told.stopped(1));
            assertThat(stage.tell(3)).isEqualTo(Delivery.NO_PROCESS);
        }
    }

    @Test
    void aProcessThatStopsTakesNoMoreMail() {
        var handling = new CompletableFuture<Boolean>();
        var gate = new CountDownLatch(1);
        try (var stage = RuntimeFixture.threaded(() -> message -> {
                    handling.complete(true);
                    gate.await();
                })
                .started()) {
            stage.tell(1);
            await(handling);

            stage.runtime.stop(ID, 1, StopReason.REQUESTED);

            assertThat(stage.tell(2)).isEqualTo(Delivery.NO_PROCESS);
            gate.countDown();
            assertThat(stage.next()).isEqualTo(Told.stopped(1));
        }
    }

    @Test
    void anErrorDuringTheStopDoesNotPreventIt() {
        try (var stage = RuntimeFixture.threaded(() -> new HubProcess() {
                    @Override
                    public void onMessage(Message message) {}

                    @Override
                    public void onStop(StopReason reason) {
                        throw new IllegalStateException("expected by this test");
                    }
                })
                .started()) {
            stage.runtime.stop(ID, 1, StopReason.REQUESTED);

            assertThat(stage.next()).isEqualTo(Told.stopped(1));
        }
    }

    @Test
    void whatDoesNotRunIsStoppedAtOnce() {
        try (var stage = RuntimeFixture.threaded(() -> CRASHING).started()) {
            stage.runtime.stop(ID, 5, StopReason.REQUESTED);
            stage.runtime.stop(new ProcessId("other"), 1, StopReason.REQUESTED);

            assertThat(stage.next()).isEqualTo(Told.stopped(5));
            assertThat(stage.next()).isEqualTo(new Told("stopped", new ProcessId("other"), 1, null));
            assertThat(stage.ask("still here").end()).isEqualTo("still here");
        }
    }

    @Test
    void aCrashedProcessThatIsStoppedIsForgotten() {
        var stage = RuntimeFixture.stepped(() -> CRASHING);
        stage.start(1);
        stage.tell("crash");
        stage.environment.run();

        stage.runtime.stop(ID, 1, StopReason.REQUESTED);

        assertThat(stage.told().stream().map(Told::what)).containsExactly("started", "ended", "stopped");
        assertThat(stage.runtime.count()).isZero();
    }

    @Test
    void aSecondStopChangesNothing() {
        var stage = RuntimeFixture.stepped(() -> CRASHING);
        stage.start(1);
        stage.environment.run();

        stage.runtime.stop(ID, 1, StopReason.REQUESTED);
        stage.runtime.stop(ID, 1, StopReason.MOVED);
        stage.environment.run();

        assertThat(stage.told()).containsExactly(Told.started(1), Told.stopped(1));
    }

    @Test
    void aStartThatHasNotBegunIsCalledOffByAStop() {
        var made = new AtomicInteger();
        var stage = RuntimeFixture.stepped(() -> {
            made.incrementAndGet();
            return CRASHING;
        });
        stage.start(1);

        stage.runtime.stop(ID, 1, StopReason.REQUESTED);
        stage.environment.run();

        assertThat(stage.told()).containsExactly(Told.stopped(1));
        assertThat(made).hasValue(0);
    }

    @Test
    void aClosedRuntimeReportsNothingAndStartsNothing() {
        var handling = new CompletableFuture<Boolean>();
        var interrupted = new CompletableFuture<Boolean>();
        var stage = RuntimeFixture.threaded(() -> message -> {
                    handling.complete(true);
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        interrupted.complete(true);
                    }
                })
                .started();
        stage.tell(1);
        var waiting = stage.ask(2);
        await(handling);

        stage.close();
        stage.close();
        stage.start(2);

        assertThat(await(interrupted)).isTrue();
        assertThat(waiting.end()).isEqualTo(Reason.ENDED);
        assertThat(stage.runtime.count()).isZero();
        assertThat(stage.told()).isEmpty();
    }
}
