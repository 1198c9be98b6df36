package io.processhub.environment;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * The one door to the non-deterministic world: clocks, timers, threads and chance. Everything in a hub that needs one
 * of them takes it from here, so that a simulated environment can run the same code in virtual time from one seed.
 *
 * <p>Thread-safe. Methods never return {@code null}.
 */
public interface Environment {

    /** {@return the wall-clock time; may step backwards, so it orders nothing by itself} */
    Instant now();

    /** {@return nanoseconds of a monotonic clock with an arbitrary origin; only differences mean anything} */
    long nanoTime();

    /** {@return the source of chance; safe to use from any thread} */
    RandomGenerator random();

    /**
     * Where user code runs: each task on its own virtual thread, so it may block for as long as it likes.
     *
     * @return the executor; after the environment is gone it rejects tasks
     */
    Executor workers();

    /**
     * Opens a lane: an executor that runs its tasks one at a time, in the order given, each seeing what the one before
     * it wrote.
     *
     * @param name of the thread behind it, for logs and thread dumps
     * @return an open lane, to be closed by the caller
     */
    Lane lane(String name);

    /**
     * Runs a task once, later, on an unspecified thread; the task must be short and must not block.
     *
     * @param delay how long to wait at least; zero or less means at once
     * @param task what to run
     * @return a handle to call it off
     */
    Timer after(Duration delay, Runnable task);

    /** An executor for one task at a time, in order. Thread-safe. */
    interface Lane extends Executor, AutoCloseable {
        /** Runs what was given so far, refuses more, and frees the thread. Idempotent; does not wait. */
        @Override
        void close();
    }

    /** A task that waits for its time. Thread-safe. */
    @FunctionalInterface
    interface Timer {
        /** Calls the task off; does nothing when it has run or is running. */
        void cancel();
    }

    /** {@return the real world: system clocks, platform threads for lanes, virtual threads for workers} */
    static Environment system() {
        return SystemEnvironment.INSTANCE;
    }
}
