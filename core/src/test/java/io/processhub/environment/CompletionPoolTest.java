package io.processhub.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CompletionPoolTest {
    private static final int TASKS = 200;

    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void open() {
        gate.countDown();
    }

    /**
     * Goal: tasks that block hold no other one up, whichever thread submits them. Method: one thread submits all of
     * them and looks at the pool as well, so that its own queue is the one in which they wait.
     */
    @Test
    void whatTheLookingThreadHasSubmittedIsNotStuck() throws InterruptedException {
        var begun = new CountDownLatch(TASKS);
        try (var one = Executors.newSingleThreadScheduledExecutor()) {
            var pool = new CompletionPool((delay, look) -> one.schedule(look, delay.toNanos(), TimeUnit.NANOSECONDS));
            for (int round = 0; round < 2; round++) { // in the second one, idle threads are there to be woken
                one.execute(() -> submit(pool, begun));
            }

            assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
            gate.countDown();
        }
    }

    private void submit(CompletionPool pool, CountDownLatch begun) {
        for (int task = 0; task < TASKS; task++) {
            pool.execute(() -> block(begun));
        }
    }

    private void block(CountDownLatch begun) {
        begun.countDown();
        try {
            gate.await();
        } catch (InterruptedException never) {
            throw new AssertionError(never);
        }
    }
}
