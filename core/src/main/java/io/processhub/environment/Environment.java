package io.processhub.environment;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * The only source of non-determinism: clocks, timers, threads and random numbers. All code of a hub takes them from
 * here, so that a simulated environment can run the same code in virtual time from one seed.
 *
 * <p>Thread-safe. Methods never return {@code null}.
 */
public interface Environment {

    /** {@return the wall-clock time; may step backwards, so it does not order events} */
    Instant now();

    /** {@return nanoseconds of a monotonic clock with an arbitrary origin; only differences are meaningful} */
    long nanoTime();

    /** {@return the source of random numbers; thread-safe} */
    RandomGenerator random();

    /**
     * The executor for user code. The system environment runs each task on its own virtual thread, so a task may block
     * for any time; the thread inherits no thread-locals, and has the system class loader as its context class loader.
     *
     * @return the executor; it may reject tasks after the end of the environment
     */
    Executor workers();

    /**
     * The executor for what a hub owes its callers: the completion of futures, whose stages are user code and may block
     * for any time. No task waits for another, nor for {@link #workers}: however much these have to compute, what is
     * due here is in time.
     *
     * @return the executor; unless something else is said, the workers
     */
    default Executor completions() {
        return workers();
    }

    /**
     * The executor for user code that computes for long. The system environment runs each task on its own platform
     * thread.
     *
     * @return the executor; unless something else is said, the workers
     */
    default Executor platformThreads() {
        return workers();
    }

    /**
     * Looks again and again at what other threads do; the task must be short and must not block. Where there are no
     * other threads, there is nothing to look at: then, and unless something else is said, the task never runs.
     *
     * @param pause between two looks; positive
     * @param task looks
     * @return a handle that ends it
     */
    default Timer watch(Duration pause, Runnable task) {
        return () -> {};
    }

    /**
     * How much of the machine is in use.
     *
     * @return what is known at this moment; unless something else is said, nothing. Quick, and does not block
     */
    default Usage usage() {
        return Usage.UNKNOWN;
    }

    /**
     * How much of a machine is in use.
     *
     * @param cpu of the processors, by all that runs on the machine, from 0 to 1; 0 when unknown
     * @param memory of the memory that the JVM may have, garbage included, from 0 to 1; 0 when unknown
     */
    record Usage(double cpu, double memory) {
        /** Nothing is known. */
        public static final Usage UNKNOWN = new Usage(0, 0);
    }

    /**
     * Opens a lane: an executor that runs its tasks one at a time, in the order of submission. Each task sees the
     * writes of the task before it.
     *
     * @param name of the underlying thread, for logs and thread dumps
     * @return an open lane; the caller must close it
     */
    Lane lane(String name);

    /**
     * Runs a task once, later, on an unspecified thread; the task must be short and must not block.
     *
     * @param delay the minimum time until it runs; zero or less means at once
     * @param task what to run
     * @return a handle that cancels the task
     */
    Timer after(Duration delay, Runnable task);

    /** An executor for one task at a time, in order. Thread-safe. */
    interface Lane extends Executor, AutoCloseable {
        /** Rejects further tasks; runs those submitted before, then ends the thread. Idempotent; does not wait. */
        @Override
        void close();
    }

    /** A scheduled task. Thread-safe. */
    @FunctionalInterface
    interface Timer {
        /** Cancels the task; has no effect when it runs or has run. */
        void cancel();
    }

    /**
     * {@return the environment of production: system clocks, platform threads for lanes, virtual threads for workers}
     */
    static Environment system() {
        return SystemEnvironment.INSTANCE;
    }
}
