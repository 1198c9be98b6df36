package io.processhub.environment;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/**
 * Platform threads for the stages of futures, which are user code and may block: as many as there are processors, and
 * more as soon as all of them are held. So no stage delays another for longer than a moment, and none of them waits for
 * a carrier of virtual threads.
 *
 * <p>The number of threads is looked at while tasks run or wait, and not otherwise. It doubles each time that all
 * threads are taken and no task has ended since the last look, and shrinks when most are idle.
 */
final class CompletionPool implements Executor {
    static final Duration LOOK_AGAIN = Duration.ofMillis(10);
    private static final int THREADS_MIN = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final int THREADS_MAX = 16_384;

    // immutable state
    private final BiConsumer<Duration, Runnable> timer;
    private final ForkJoinPool threads =
            new ForkJoinPool(THREADS_MIN, Worker::new, CompletionPool::report, /* asyncMode= */ true);

    // mutable state
    private final AtomicBoolean watched = new AtomicBoolean();
    private final LongAdder ended = new LongAdder();

    /** Confined to the looks, of which there is one at a time. */
    private long endedBefore;

    /** A thread that inherits nothing, and keeps no thread-locals from one task to the next. */
    private static final class Worker extends ForkJoinWorkerThread {
        private Worker(ForkJoinPool pool) {
            super(null, pool, /* preserveThreadLocals= */ false);
            setName("processhub-future-" + getPoolIndex());
        }
    }

    /** A pool that looks at itself by a timer. */
    CompletionPool(BiConsumer<Duration, Runnable> timer) {
        this.timer = timer;
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(() -> run(task));
        if (!watched.get()) {
            watch();
        }
    }

    private void run(Runnable task) {
        Thread.currentThread().setContextClassLoader(ClassLoader.getSystemClassLoader());
        var unused = Thread.interrupted();
        try {
            task.run();
        } finally {
            ended.increment();
        }
    }

    private void watch() {
        if (watched.compareAndSet(false, true)) {
            timer.accept(LOOK_AGAIN, this::look);
        }
    }

    private void look() {
        int active = threads.getActiveThreadCount();
        int held = threads.getParallelism();
        long endedNow = ended.sum();
        boolean stands = endedNow == endedBefore && (active >= held || waiting());
        if (stands) {
            threads.setParallelism(active >= held ? Math.min(2 * held, THREADS_MAX) : held);
            wake();
        } else if (held > THREADS_MIN && 4 * active < held) {
            threads.setParallelism(Math.max(THREADS_MIN, held / 2));
        }
        endedBefore = endedNow;
        if (active > 0 || waiting() || threads.getParallelism() > THREADS_MIN) {
            timer.accept(LOOK_AGAIN, this::look);
            return;
        }
        watched.set(false);
        if (waiting()) {
            watch();
        }
    }

    /**
     * Wakes a thread, which wakes the next one as long as tasks wait. The pool does so only for the first task in a
     * queue, and each thread that submits tasks has a queue: where tasks wait in that of this thread, one more of it
     * would wake none. So a thread that has no queue yet submits it.
     */
    private void wake() {
        var waker = new Thread(null, () -> threads.execute(() -> {}), "processhub-future-waker");
        waker.setDaemon(true);
        waker.start();
    }

    private boolean waiting() {
        return threads.hasQueuedSubmissions() || threads.getQueuedTaskCount() > 0;
    }

    private static void report(Thread thread, Throwable error) {
        Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
        if (handler == null) {
            thread.getThreadGroup().uncaughtException(thread, error);
        } else {
            handler.uncaughtException(thread, error);
        }
    }
}
