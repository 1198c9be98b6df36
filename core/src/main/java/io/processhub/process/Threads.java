package io.processhub.process;

import java.util.concurrent.Executor;

/**
 * On which threads the processes of a type run; said by {@link ProcessType#threads}. Each node decides for itself.
 *
 * <p>Virtual threads share a few carriers, as many as there are processors. One that waits leaves its carrier to
 * others; one that computes keeps it. So code that computes for long, or waits in a way that keeps the carrier, such as
 * in native code, belongs on threads of its own: else all other processes of the JVM wait for it.
 */
public sealed interface Threads {
    /** Virtual threads, for code that computes briefly and waits at will. Unless something else is said. */
    Threads VIRTUAL = new Virtual();

    /** A platform thread for each process while it has something to do; a run loop keeps one. */
    Threads PLATFORM = new Platform();

    /**
     * Threads of one's own, which bound how many processes run at the same time. A process that has more messages than
     * it may handle at a time waits for its next turn like the others. When the pool refuses a turn, the turn runs on a
     * platform thread. Whoever makes the pool closes it, after the hub.
     *
     * @param executor runs each task that it is given, once; context class loader and interrupts are set for each
     *     callback, thread-locals are left to the pool
     * @return threads of the pool
     */
    static Threads pool(Executor executor) {
        return new Pool(executor);
    }

    /** See {@link #VIRTUAL}. */
    record Virtual() implements Threads {}

    /** See {@link #PLATFORM}. */
    record Platform() implements Threads {}

    /**
     * See {@link #pool}.
     *
     * @param executor runs the turns of processes
     */
    record Pool(Executor executor) implements Threads {}
}
