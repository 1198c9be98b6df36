package io.processhub;

import io.processhub.environment.Environment;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what other threads are about to bring about; the one place in these tests where real time matters. */
final class Eventually {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private Eventually() {}

    /** Looks again and again until an assertion holds; fails as it does when patience runs out. */
    static void holds(Runnable assertion) {
        long begin = Environment.system().nanoTime();
        while (true) {
            try {
                assertion.run();
                return;
            } catch (AssertionError notYet) {
                if (Environment.system().nanoTime() - begin > PATIENCE.toNanos()) {
                    throw notYet;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** Waits for the next element of a queue. */
    static <T> T next(BlockingQueue<T> queue) {
        return ends(CompletableFuture.supplyAsync(() -> {
            try {
                return queue.take();
            } catch (InterruptedException never) {
                throw new AssertionError(never);
            }
        }));
    }

    /** Waits for the end of a future. */
    static <T> T ends(CompletableFuture<T> future) {
        return future.copy().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
}
