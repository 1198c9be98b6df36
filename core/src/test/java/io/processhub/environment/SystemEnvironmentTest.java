package io.processhub.environment;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SystemEnvironmentTest {
    private static final long PATIENCE_SECONDS = 20;

    private final Environment environment = Environment.system();

    @Test
    void aWorkerIsAVirtualThreadOfItsOwn() throws Exception {
        var first = new CompletableFuture<Thread>();
        var second = new CompletableFuture<Thread>();

        environment.workers().execute(() -> first.complete(Thread.currentThread()));
        environment.workers().execute(() -> second.complete(Thread.currentThread()));

        assertThat(first.get(PATIENCE_SECONDS, SECONDS).isVirtual()).isTrue();
        assertThat(second.get(PATIENCE_SECONDS, SECONDS)).isNotSameAs(first.join());
    }

    @Test
    void workersMayBlockWithoutHoldingUpOthers() throws Exception {
        var all = new CountDownLatch(200);

        for (int n = 0; n < 200; n++) {
            environment.workers().execute(() -> {
                all.countDown();
                awaitUninterrupted(all);
            });
        }

        assertThat(all.await(PATIENCE_SECONDS, SECONDS)).isTrue();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await(PATIENCE_SECONDS, SECONDS);
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    @Test
    void aLaneRunsItsTasksInTheOrderGiven() throws Exception {
        List<Integer> seen = new ArrayList<>();
        var last = new CompletableFuture<Thread>();

        try (var lane = environment.lane("test-lane")) {
            IntStream.range(0, 1_000).forEach(n -> lane.execute(() -> seen.add(n)));
            lane.execute(() -> last.complete(Thread.currentThread()));

            assertThat(last.get(PATIENCE_SECONDS, SECONDS).getName()).isEqualTo("test-lane");
        }
        assertThat(seen).hasSize(1_000).isSorted();
    }

    @Test
    void aClosedLaneRunsWhatItHasAndRefusesMore() throws Exception {
        var gate = new CountDownLatch(1);
        var ran = new CompletableFuture<Boolean>();
        var lane = environment.lane("test-lane");
        lane.execute(() -> awaitUninterrupted(gate));
        lane.execute(() -> ran.complete(true));

        lane.close();
        lane.close();
        gate.countDown();

        assertThat(ran.get(PATIENCE_SECONDS, SECONDS)).isTrue();
        assertThatThrownBy(() -> lane.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void aTimerRunsItsTaskNotBeforeTheDelay() throws Exception {
        long before = environment.nanoTime();
        var ran = new CompletableFuture<Long>();

        environment.after(ofMillis(20), () -> ran.complete(environment.nanoTime()));

        assertThat(ofNanos(ran.get(PATIENCE_SECONDS, SECONDS) - before)).isGreaterThanOrEqualTo(ofMillis(20));
    }

    @Test
    void zeroAndLessMeanAtOnce() throws Exception {
        var ran = new CountDownLatch(2);

        environment.after(ZERO, ran::countDown);
        environment.after(ofMillis(-5), ran::countDown);

        assertThat(ran.await(PATIENCE_SECONDS, SECONDS)).isTrue();
    }

    @Test
    void aCancelledTimerDoesNotRun() throws Exception {
        var gate = new CountDownLatch(1);
        var cancelled = new CompletableFuture<Boolean>();
        var later = new CompletableFuture<Boolean>();
        environment.after(ZERO, () -> awaitUninterrupted(gate)); // holds the timers up, so that none is too early

        environment.after(ZERO, () -> cancelled.complete(true)).cancel();
        environment.after(ofMillis(1), () -> later.complete(true));
        gate.countDown();

        assertThat(later.get(PATIENCE_SECONDS, SECONDS)).isTrue();
        assertThat(cancelled).isNotDone();
    }

    @Test
    void aDelayBeyondNanosecondsIsAccepted() {
        environment.after(Duration.ofSeconds(Long.MAX_VALUE), () -> {}).cancel();
        environment.after(ofDays(365L * 1_000), () -> {}).cancel();
    }

    @Test
    void aTaskThatThrowsIsReportedAndDoesNotStopTheTimers() throws Exception {
        var reported = new CompletableFuture<Throwable>();
        var ran = new CompletableFuture<Boolean>();

        environment.after(ZERO, () -> {
            Thread.currentThread().setUncaughtExceptionHandler((timer, error) -> {
                timer.setUncaughtExceptionHandler(null);
                reported.complete(error);
            });
            throw new IllegalStateException("expected by this test");
        });
        environment.after(ofMillis(5), () -> ran.complete(true));

        assertThat(ran.get(PATIENCE_SECONDS, SECONDS)).isTrue();
        assertThat(reported.get(PATIENCE_SECONDS, SECONDS)).hasMessage("expected by this test");
    }

    @Test
    void theClocksAdvance() {
        long nanos = environment.nanoTime();

        assertThat(environment.nanoTime()).isGreaterThanOrEqualTo(nanos);
        assertThat(environment.now()).isAfter(Instant.EPOCH);
        assertThat(environment.random().nextInt(10)).isBetween(0, 9);
    }

    /** One that was asked for elsewhere is not seeded on the thread that draws: the same numbers in every JVM. */
    @Test
    void theGeneratorIsThatOfNoThread() {
        assertThat(environment.random()).isNotInstanceOf(ThreadLocalRandom.class);
    }

    @Test
    void itTellsHowMuchOfTheMachineIsInUse() {
        assertThat(environment.usage().cpu()).isBetween(0.0, 1.0);
        assertThat(environment.usage().memory()).isPositive().isLessThanOrEqualTo(1);
    }
}
