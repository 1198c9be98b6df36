package io.processhub.runtime;

import static io.processhub.runtime.RuntimeFixture.ID;
import static io.processhub.runtime.RuntimeFixture.await;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessException.Reason;
import io.processhub.runtime.RuntimeFixture.Told;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** User code that takes longer than it may. */
final class TimeLimitTest {
    private static final Duration LIMIT = ofSeconds(10);

    /** Blocks where told to; says when it is there and when it got away. */
    private static final class Sticky implements HubProcess<Object> {
        private final String place;
        private final boolean deaf;
        private final CompletableFuture<Boolean> there = new CompletableFuture<>();
        private final CompletableFuture<Boolean> away = new CompletableFuture<>();
        private final CompletableFuture<Boolean> stopped = new CompletableFuture<>();
        private final CountDownLatch gate = new CountDownLatch(1);

        Sticky(String place, boolean deaf) {
            this.place = place;
            this.deaf = deaf;
        }

        @Override
        public void onStart(ProcessContext<Object> context) throws InterruptedException {
            stick("start", context.epoch() == 1);
        }

        @Override
        public void onMessage(Message<Object> message) throws InterruptedException {
            stick("message", true);
            message.replyUntyped("handled");
        }

        @Override
        public void onStop(StopReason reason) throws InterruptedException {
            stopped.complete(true);
            stick("stop", true);
        }

        private void stick(String here, boolean first) throws InterruptedException {
            if (!here.equals(place) || !first) {
                return;
            }
            there.complete(true);
            try {
                hold();
            } finally {
                away.complete(true);
            }
        }

        private void hold() throws InterruptedException {
            while (gate.getCount() > 0) {
                try {
                    gate.await();
                } catch (InterruptedException interrupt) {
                    if (!deaf) {
                        throw interrupt;
                    }
                }
            }
        }
    }

    @Test
    void aStartThatTakesTooLongIsInterrupted() {
        var sticky = new Sticky("start", false);
        try (var fixture = RuntimeFixture.threaded(() -> sticky)) {
            fixture.start(1);
            await(sticky.there);

            fixture.environment.advance(LIMIT);

            assertLate(fixture.next());
            assertThat(fixture.runtime.abandoned()).isZero();
        }
    }

    /** Starts are reviewed together, and each has its own limit all the same. */
    @Test
    void theLimitOfAStartCountsFromItsBeginning() {
        var sticky = new Sticky("start", false);
        try (var fixture = RuntimeFixture.threaded(() -> sticky)) {
            fixture.start(1);
            await(sticky.there);
            fixture.environment.advance(LIMIT.minusMillis(1));
            assertThat(sticky.away).isNotDone();

            fixture.environment.advance(Duration.ofMillis(1));

            assertLate(fixture.next());
        }
    }

    @Test
    void aLimitBelowThePauseBetweenReviewsHolds() {
        var sticky = new Sticky("start", false);
        try (var fixture = RuntimeFixture.threaded(() -> sticky)) {
            Duration limit = Deadlines.REVIEW.dividedBy(2);
            fixture.runtime.start(RuntimeFixture.context(RuntimeFixture.spec().timeouts(limit, LIMIT), 1));
            await(sticky.there);

            fixture.environment.advance(limit);

            assertThat(fixture.next().error()).hasMessageContaining(limit.toString());
        }
    }

    private static void assertLate(Told told) {
        assertThat(told.what()).isEqualTo("startFailed");
        assertThat(told.error()).isInstanceOf(TimeoutException.class).hasMessageContaining("PT10S");
    }

    @Test
    void aStartThatEndsWellButLateHasFailed() {
        var sticky = new Sticky("start", true);
        try (var fixture = RuntimeFixture.threaded(() -> sticky)) {
            fixture.start(1);
            await(sticky.there);
            fixture.environment.advance(LIMIT);

            sticky.gate.countDown();

            assertLate(fixture.next());
        }
    }

    @Test
    void aStartThatIgnoresItsInterruptIsGivenUpAndItsMessagesAreKept() {
        var sticky = new Sticky("start", true);
        try (var fixture = RuntimeFixture.threaded(() -> sticky)) {
            fixture.start(1);
            await(sticky.there);
            var reply = fixture.ask("x");

            fixture.environment.advance(LIMIT.plus(Runner.GRACE));

            assertLate(fixture.next());
            assertThat(fixture.runtime.abandoned()).isEqualTo(1);
            fixture.start(2);
            assertThat(fixture.next()).isEqualTo(Told.started(2));
            assertThat(reply.end()).isEqualTo("handled");
            sticky.gate.countDown();
            await(sticky.away);
            assertThat(fixture.ask("y").end()).isEqualTo("handled");
            assertThat(fixture.told()).isEmpty();
        }
    }

    @Test
    void aMessageThatTakesTooLongIsInterruptedByAStop() {
        var sticky = new Sticky("message", false);
        try (var fixture = RuntimeFixture.threaded(() -> sticky).started()) {
            var reply = fixture.ask("x");
            await(sticky.there);
            fixture.runtime.stop(ID, 1, StopReason.REQUESTED);
            assertThat(fixture.told()).isEmpty();

            fixture.environment.advance(LIMIT);

            assertThat(fixture.next()).isEqualTo(Told.stopped(1));
            assertThat(reply.end()).isEqualTo(Reason.FAILED);
            assertThat(sticky.stopped).isNotDone();
        }
    }

    @Test
    void aStopCallbackThatTakesTooLongIsInterrupted() {
        var sticky = new Sticky("stop", false);
        try (var fixture = RuntimeFixture.threaded(() -> sticky).started()) {
            fixture.runtime.stop(ID, 1, StopReason.REQUESTED);
            await(sticky.there);

            fixture.environment.advance(LIMIT);

            assertThat(fixture.next()).isEqualTo(Told.stopped(1));
            assertThat(fixture.runtime.abandoned()).isZero();
        }
    }

    @Test
    void whatIgnoresItsInterruptIsGivenUpAndCanReportNothingMore() {
        var deaf = new Sticky("message", true);
        try (var fixture = RuntimeFixture.threaded(() -> deaf).started()) {
            var first = fixture.ask("x");
            var second = fixture.ask("y");
            await(deaf.there);
            fixture.runtime.stop(ID, 1, StopReason.REQUESTED);

            fixture.environment.advance(LIMIT.plus(Runner.GRACE));

            assertThat(fixture.next()).isEqualTo(Told.stopped(1));
            assertThat(fixture.runtime.abandoned()).isEqualTo(1);
            assertThat(second.end()).isEqualTo(Reason.ENDED);
            fixture.start(2);
            assertThat(fixture.next()).isEqualTo(Told.started(2));
            deaf.gate.countDown();
            assertThat(first.end()).isEqualTo("handled");
            await(deaf.away);
            assertThat(fixture.ask("z").end()).isEqualTo("handled");
            assertThat(fixture.told()).isEmpty();
            assertThat(deaf.stopped).isNotDone();
        }
    }

    @Test
    void aStopDuringTheStartWaitsForIt() {
        var sticky = new Sticky("start", false);
        try (var fixture = RuntimeFixture.threaded(() -> sticky)) {
            fixture.start(1);
            await(sticky.there);

            fixture.runtime.stop(ID, 1, StopReason.REQUESTED);
            sticky.gate.countDown();

            assertThat(fixture.next()).isEqualTo(Told.started(1));
            assertThat(fixture.next()).isEqualTo(Told.stopped(1));
            assertThat(sticky.stopped).isDone();
        }
    }

    @Test
    void aStopDuringAnEndlessStartInterruptsIt() {
        var sticky = new Sticky("start", false);
        try (var fixture = RuntimeFixture.threaded(() -> sticky)) {
            fixture.start(1);
            await(sticky.there);
            fixture.runtime.stop(ID, 1, StopReason.REQUESTED);

            fixture.environment.advance(LIMIT);

            assertThat(fixture.next()).isEqualTo(Told.stopped(1));
            assertThat(sticky.stopped).isNotDone();
        }
    }

    @Test
    void noTimerOutlivesItsStep() {
        var sticky = new Sticky("nowhere", false);
        try (var fixture = RuntimeFixture.threaded(() -> sticky).started()) {
            fixture.environment.advance(Deadlines.REVIEW);
            assertThat(fixture.environment.timers()).isZero();
            fixture.runtime.stop(ID, 1, StopReason.REQUESTED);

            assertThat(fixture.next()).isEqualTo(Told.stopped(1));

            assertThat(fixture.environment.timers()).isZero();
        }
    }
}
