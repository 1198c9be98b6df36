package io.processhub.environment;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * The environment of production. All threads are daemons: a hub does not keep a JVM alive by itself. They inherit
 * nothing: it would be left to chance whose thread-locals and whose context class loader.
 */
final class SystemEnvironment implements Environment {
    static final SystemEnvironment INSTANCE = new SystemEnvironment();

    /** Bounds delays, because much longer ones overflow a count of nanoseconds, forwards and backwards. */
    private static final Duration DELAY_MAX = Duration.ofDays(365L * 100);

    /** Neither counted nor tracked: every burst of messages creates a thread, so its creation must be cheap. */
    private final ThreadFactory workerThreads = Thread.ofVirtual()
            .name("processhub-worker")
            .inheritInheritableThreadLocals(false)
            .factory();

    private final Executor workers = task -> workerThreads.newThread(task).start();
    private final Executor platformThreads =
            task -> daemons("processhub-platform").newThread(task).start();
    private final ScheduledThreadPoolExecutor timers = timers();
    private final Executor completions = new CompletionPool(this::after);

    private SystemEnvironment() {}

    private static ScheduledThreadPoolExecutor timers() {
        var pool = new ScheduledThreadPoolExecutor(1, daemons("processhub-timer"));
        pool.setRemoveOnCancelPolicy(true);
        return pool;
    }

    private static ThreadFactory daemons(String name) {
        return Thread.ofPlatform()
                .daemon()
                .name(name)
                .inheritInheritableThreadLocals(false)
                .factory();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    /**
     * Draws from the generator of the calling thread, so that threads do not contend for one seed. The
     * {@link ThreadLocalRandom} itself must not be shared: on a thread that has not initialized its own it yields the
     * same numbers every time.
     */
    @Override
    public RandomGenerator random() {
        return () -> ThreadLocalRandom.current().nextLong();
    }

    @Override
    public Executor workers() {
        return workers;
    }

    @Override
    public Executor completions() {
        return completions;
    }

    @Override
    public Executor platformThreads() {
        return platformThreads;
    }

    @Override
    public Timer watch(Duration pause, Runnable task) {
        long nanos = pause.toNanos();
        Future<?> future = timers.scheduleWithFixedDelay(() -> runLoudly(task), nanos, nanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /** The processors are those of the container, if there is one. */
    @Override
    public Usage usage() {
        double cpu = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? Math.max(0, system.getCpuLoad())
                : 0;
        Runtime jvm = Runtime.getRuntime();
        return new Usage(cpu, (double) (jvm.totalMemory() - jvm.freeMemory()) / jvm.maxMemory());
    }

    @Override
    public Lane lane(String name) {
        return new ThreadLane(Executors.newSingleThreadExecutor(daemons(name)));
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        long nanos = delay.compareTo(DELAY_MAX) > 0 ? DELAY_MAX.toNanos() : delay.isNegative() ? 0 : delay.toNanos();
        Future<?> future = timers.schedule(() -> runLoudly(task), nanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /** Reports an error to the thread's handler; the pool would store it in a future that is never read. */
    private static void runLoudly(Runnable task) {
        try {
            task.run();
        } catch (Throwable error) {
            Thread current = Thread.currentThread();
            current.getUncaughtExceptionHandler().uncaughtException(current, error);
        }
    }

    private record ThreadLane(ExecutorService thread) implements Lane {
        @Override
        public void execute(Runnable task) {
            thread.execute(task);
        }

        @Override
        public void close() {
            thread.shutdown();
        }
    }
}
