package io.processhub.runtime;

import static io.processhub.runtime.RuntimeFixture.ID;
import static io.processhub.runtime.RuntimeFixture.await;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.process.HubProcess.StopReason;
import io.processhub.process.RunLoop;
import io.processhub.runtime.RuntimeFixture.Told;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Processes that keep a thread. */
final class RunLoopTest {
    private static final RunLoop ENDLESS = context -> new CountDownLatch(1).await();

    private final AtomicInteger interrupts = new AtomicInteger();

    @Test
    void aReturnIsANormalEnd() {
        try (var fixture = RuntimeFixture.looping(() -> context -> {})) {
            fixture.start(1);

            assertThat(fixture.next()).isEqualTo(Told.started(1));
            assertThat(fixture.next()).isEqualTo(Told.ended(1));
        }
    }

    @Test
    void anErrorIsACrash() {
        var error = new AssertionError("expected by this test");
        try (var fixture = RuntimeFixture.looping(() -> context -> {
            throw error;
        })) {
            fixture.start(1);

            assertThat(fixture.next()).isEqualTo(Told.started(1));
            assertThat(fixture.next()).isEqualTo(new Told("ended", ID, 1, error));
        }
    }

    @Test
    void aFactoryThatThrowsFailsTheStart() {
        var error = new ExceptionInInitializerError("expected by this test");
        try (var fixture = RuntimeFixture.looping(() -> {
            throw error;
        })) {
            fixture.start(1);

            assertThat(fixture.next()).isEqualTo(new Told("startFailed", ID, 1, error));
        }
    }

    @Test
    void aStopInterruptsTheLoop() {
        try (var fixture = RuntimeFixture.looping(() -> ENDLESS).started()) {
            fixture.runtime.stop(ID, 1, StopReason.REQUESTED);

            assertThat(fixture.next()).isEqualTo(Told.stopped(1));
            assertThat(fixture.runtime.count()).isZero();
        }
    }

    @Test
    void aLoopTakesNoMessages() {
        try (var fixture = RuntimeFixture.looping(() -> ENDLESS).started()) {
            assertThat(fixture.tell("x")).isEqualTo(Delivery.NO_MAILBOX);
        }
    }

    @Test
    void aLoopHasNothingToHoldBackAndGoesOnUntilItIsStopped() {
        try (var fixture = RuntimeFixture.looping(() -> ENDLESS).started()) {
            fixture.runtime.hold(ID, 1, 7, true);
            assertThat(fixture.next()).isEqualTo(new Told("held", ID, 1, null));
            assertThat(fixture.states.remove()).isEmpty();

            fixture.runtime.resume(ID, 1);
            fixture.runtime.stop(ID, 1, StopReason.MOVED);

            assertThat(fixture.next()).isEqualTo(Told.stopped(1));
        }
    }

    @Test
    void aLoopThatIgnoresItsInterruptIsGivenUp() {
        var gate = new CountDownLatch(1);
        var entered = new CompletableFuture<Boolean>();
        var away = new CompletableFuture<Boolean>();
        try (var fixture = RuntimeFixture.looping(() -> context -> {
                    entered.complete(true);
                    while (gate.getCount() > 0) {
                        awaitDeaf(gate);
                    }
                    away.complete(true);
                })
                .started()) {
            await(entered); // a loop that is asked to stop before it begins is never called
            fixture.runtime.stop(ID, 1, StopReason.REQUESTED);

            fixture.environment.advance(ofSeconds(10).plus(Runner.GRACE));

            assertThat(fixture.next()).isEqualTo(Told.stopped(1));
            assertThat(fixture.runtime.abandoned()).isEqualTo(1);
            gate.countDown();
            await(away);
            assertThat(fixture.told()).isEmpty();
            assertThat(interrupts).as("one to stop, one at the limit").hasValueLessThanOrEqualTo(2);
        }
    }

    private void awaitDeaf(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException interrupt) {
            interrupts.incrementAndGet();
        }
    }

    @Test
    void aLoopThatEndedStartsAgain() {
        try (var fixture = RuntimeFixture.looping(() -> context -> {
            if (context.epoch() > 1) {
                ENDLESS.run(context);
            }
        })) {
            fixture.start(1);
            assertThat(fixture.next()).isEqualTo(Told.started(1));
            assertThat(fixture.next()).isEqualTo(Told.ended(1));

            fixture.start(2);

            assertThat(fixture.next()).isEqualTo(Told.started(2));
        }
    }
}
