package io.processhub.runtime;

import static io.processhub.runtime.RuntimeFixture.ID;
import static io.processhub.runtime.RuntimeFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.process.ProcessException.Reason;
import io.processhub.runtime.RuntimeFixture.Told;
import io.processhub.spec.ProcessId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Stops that stay within their limits, and what else ends a process for good. */
final class StopTest {
    private static final HubProcess<Object> CRASHING = message -> {
        if (message.body().equals("crash")) {
            throw new IllegalStateException("expected by this test");
        }
        message.replyUntyped(message.body());
    };

    @Test
    void aDiscardedProcessRefusesWhatWaits() {
        var fixture = RuntimeFixture.stepped(() -> CRASHING);
        fixture.start(1);
        fixture.tell("crash");
        fixture.environment.run();
        var waiting = fixture.ask("x");

        fixture.runtime.discard(ID);

        assertThat(waiting.end()).isEqualTo(Reason.ENDED);
        assertThat(fixture.tell("y")).isEqualTo(Delivery.NO_PROCESS);
        assertThat(fixture.runtime.count()).isZero();
    }

    @Test
    void aLiveProcessIsNotDiscarded() {
        try (var fixture = RuntimeFixture.threaded(() -> CRASHING).started()) {
            fixture.runtime.discard(ID);

            assertThat(fixture.ask("x").end()).isEqualTo("x");
        }
    }

    @Test
    void aStopLetsTheMessageInHandFinishAndRefusesTheRest() {
        var handling = new CompletableFuture<Boolean>();
        var gate = new CountDownLatch(1);
        var stopped = new CompletableFuture<StopReason>();
        try (var fixture = RuntimeFixture.threaded(() -> new HubProcess<Object>() {
                    @Override
                    public void onMessage(Message<Object> message) throws InterruptedException {
                        handling.complete(true);
                        gate.await();
                        message.replyUntyped("finished");
                    }

                    @Override
                    public void onStop(StopReason reason) {
                        stopped.complete(reason);
                    }
                })
                .started()) {
            var first = fixture.ask(1);
            var second = fixture.ask(2);
            await(handling);

            fixture.runtime.stop(ID, 1, StopReason.REQUESTED);
            gate.countDown();

            assertThat(first.end()).isEqualTo("finished");
            assertThat(await(stopped)).isEqualTo(StopReason.REQUESTED);
            assertThat(second.end()).isEqualTo(Reason.ENDED);
            assertThat(fixture.next()).isEqualTo(Told.stopped(1));
            assertThat(fixture.tell(3)).isEqualTo(Delivery.NO_PROCESS);
        }
    }

    @Test
    void aProcessThatStopsTakesNoMoreMail() {
        var handling = new CompletableFuture<Boolean>();
        var gate = new CountDownLatch(1);
        try (var fixture = RuntimeFixture.threaded(() -> message -> {
                    handling.complete(true);
                    gate.await();
                })
                .started()) {
            fixture.tell(1);
            await(handling);

            fixture.runtime.stop(ID, 1, StopReason.REQUESTED);

            assertThat(fixture.tell(2)).isEqualTo(Delivery.NO_PROCESS);
            gate.countDown();
            assertThat(fixture.next()).isEqualTo(Told.stopped(1));
        }
    }

    @Test
    void anErrorDuringTheStopDoesNotPreventIt() {
        try (var fixture = RuntimeFixture.threaded(() -> new HubProcess<Object>() {
                    @Override
                    public void onMessage(Message<Object> message) {}

                    @Override
                    public void onStop(StopReason reason) {
                        throw new IllegalStateException("expected by this test");
                    }
                })
                .started()) {
            fixture.runtime.stop(ID, 1, StopReason.REQUESTED);

            assertThat(fixture.next()).isEqualTo(Told.stopped(1));
        }
    }

    @Test
    void whatDoesNotRunIsStoppedAtOnce() {
        try (var fixture = RuntimeFixture.threaded(() -> CRASHING).started()) {
            fixture.runtime.stop(ID, 5, StopReason.REQUESTED);
            fixture.runtime.stop(new ProcessId("other"), 1, StopReason.REQUESTED);

            assertThat(fixture.next()).isEqualTo(Told.stopped(5));
            assertThat(fixture.next()).isEqualTo(new Told("stopped", new ProcessId("other"), 1, null));
            assertThat(fixture.ask("still here").end()).isEqualTo("still here");
        }
    }

    @Test
    void aCrashedProcessThatIsStoppedIsForgotten() {
        var fixture = RuntimeFixture.stepped(() -> CRASHING);
        fixture.start(1);
        fixture.tell("crash");
        fixture.environment.run();

        fixture.runtime.stop(ID, 1, StopReason.REQUESTED);

        assertThat(fixture.told().stream().map(Told::what)).containsExactly("started", "ended", "stopped");
        assertThat(fixture.runtime.count()).isZero();
    }

    @Test
    void aSecondStopChangesNothing() {
        var fixture = RuntimeFixture.stepped(() -> CRASHING);
        fixture.start(1);
        fixture.environment.run();

        fixture.runtime.stop(ID, 1, StopReason.REQUESTED);
        fixture.runtime.stop(ID, 1, StopReason.MOVED);
        fixture.environment.run();

        assertThat(fixture.told()).containsExactly(Told.started(1), Told.stopped(1));
    }

    @Test
    void aStartThatHasNotBegunIsCalledOffByAStop() {
        var made = new AtomicInteger();
        var fixture = RuntimeFixture.stepped(() -> {
            made.incrementAndGet();
            return CRASHING;
        });
        fixture.start(1);

        fixture.runtime.stop(ID, 1, StopReason.REQUESTED);
        fixture.environment.run();

        assertThat(fixture.told()).containsExactly(Told.stopped(1));
        assertThat(made).hasValue(0);
    }

    @Test
    void aClosedRuntimeReportsNothingAndStartsNothing() {
        var handling = new CompletableFuture<Boolean>();
        var interrupted = new CompletableFuture<Boolean>();
        var fixture = RuntimeFixture.threaded(() -> message -> {
                    handling.complete(true);
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        interrupted.complete(true);
                    }
                })
                .started();
        fixture.tell(1);
        var waiting = fixture.ask(2);
        await(handling);

        fixture.close();
        fixture.close();
        fixture.start(2);

        assertThat(await(interrupted)).isTrue();
        assertThat(waiting.end()).isEqualTo(Reason.ENDED);
        assertThat(fixture.runtime.count()).isZero();
        assertThat(fixture.told()).isEmpty();
    }
}
