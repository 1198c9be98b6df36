package io.processhub.bench.contestant;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Does much at once, but no more than so much. */
public final class Window {
    private static final long PATIENCE_SECONDS = 120;

    private Window() {}

    /** One of many things, which ends some time. */
    @FunctionalInterface
    public interface Task {
        /** Begins it. */
        CompletionStage<?> begin(int number) throws Exception;
    }

    /** Does it for all numbers below a count, and returns when all have ended well. */
    public static void run(int count, int width, Task task) throws Exception {
        var free = new Semaphore(width);
        var failure = new AtomicReference<Throwable>();
        for (int number = 0; number < count && failure.get() == null; number++) {
            acquire(free, 1);
            task.begin(number).whenComplete((done, failed) -> {
                if (failed != null) {
                    failure.compareAndSet(null, failed);
                }
                free.release();
            });
        }
        acquire(free, width);
        if (failure.get() != null) {
            throw new IllegalStateException("one of " + count + " failed", failure.get());
        }
    }

    private static void acquire(Semaphore free, int permits) throws InterruptedException, TimeoutException {
        if (!free.tryAcquire(permits, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new TimeoutException("no end of it within " + PATIENCE_SECONDS + " s");
        }
    }

    /** Does it for each part of a list, all parts at once, and returns when all have ended well. */
    public static <T> void parts(List<T> all, int size, Function<List<T>, CompletionStage<?>> task) throws Exception {
        var stages = new ArrayList<CompletableFuture<?>>();
        for (int from = 0; from < all.size(); from += size) {
            stages.add(task.apply(all.subList(from, Math.min(all.size(), from + size)))
                    .toCompletableFuture());
        }
        CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
