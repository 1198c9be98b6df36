package io.processhub.runtime;

import static io.processhub.runtime.RuntimeFixture.ID;
import static io.processhub.runtime.RuntimeFixture.await;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.process.RunLoop;
import io.processhub.process.StopReason;
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
        try (var stage = RuntimeFixture.looping(() -> context -> {})) {
            stage.start(1);

            assertThat(stage.next()).isEqualTo(Told.started(1));
            assertThat(stage.next()).isEqualTo(Told.ended(1));
        }
    }

    @Test
    void anErrorIsACrash() {
        var error = new AssertionError("expected by this test");
        try (var stage = RuntimeFixture.looping(() -> context -> {
            throw error;
        })) {
            stage.start(1);

            assertThat(stage.next()).isEqualTo(Told.started(1));
            assertThat(stage.next()).isEqualTo(new Told("ended", ID, 1, error));
        }
    }

    @Test
    void aFactoryThatThrowsFailsTheStart() {
        var error = new ExceptionInInitializerError("expected by this test");
        try (var stage = RuntimeFixture.looping(() -> {
            throw error;
        })) {
            stage.start(1);

            assertThat(stage.next()).isEqualTo(new Told("startFailed", ID, 1, error));
        }
    }

    @Test
    void aStopInterruptsTheLoop() {
        try (var stage = RuntimeFixture.looping(() -> ENDLESS).started()) {
            stage.runtime.stop(ID, 1, StopReason.REQUESTED);

            assertThat(stage.next()).isEqualTo(Told.stopped(1));
            assertThat(stage.runtime.count()).isZero();
        }
    }

    @Test
    void aLoopTakesNoMessages() {
        try (var stage = RuntimeFixture.looping(() -> ENDLESS).started()) {
            assertThat(stage.tell("x")).isEqualTo(Delivery.NO_MAILBOX);
        }
    }

    @Test
    void aLoopHasNothingToHoldBackAndGoesOnUntilItIsStopped() {
        try (var stage = RuntimeFixture.looping(() -> ENDLESS).started()) {
            stage.runtime.hold(ID, 1, 7, true);
            assertThat(stage.next()).isEqualTo(new Told("held", ID, 1, null));
            assertThat(stage.states.remove()).isEmpty();

            stage.runtime.resume(ID, 1);
            stage.runtime.stop(ID, 1, StopReason.MOVED);

            assertThat(stage.next()).isEqualTo(Told.stopped(1));
        }
    }

    @Test
    void aLoopThatIgnoresItsInterruptIsGivenUp() {
        var gate = new CountDownLatch(1);
        var away = new CompletableFuture<Boolean>();
        try (var stage = RuntimeFixture.looping(() -> context -> {
                    while (gate.getCount() > 0) {
                        awaitDeaf(gate);
                    }
                    away.complete(true);
                })
                .started()) {
            stage.runtime.stop(ID, 1, StopReason.REQUESTED);

            stage.environment.advance(ofSeconds(10).plus(Life.GRACE));

            assertThat(stage.next()).isEqualTo(Told.stopped(1));
            assertThat(stage.runtime.abandoned()).isEqualTo(1);
            gate.countDown();
            await(away);
            assertThat(stage.told()).isEmpty();
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
        try (var stage = RuntimeFixture.looping(() -> context -> {
            if (context.epoch() > 1) {
                ENDLESS.run(context);
            }
        })) {
            stage.start(1);
            assertThat(stage.next()).isEqualTo(Told.started(1));
            assertThat(stage.next()).isEqualTo(Told.ended(1));

            stage.start(2);

            assertThat(stage.next()).isEqualTo(Told.started(2));
        }
    }
}
