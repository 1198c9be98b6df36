package io.processhub.coordinator.port;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Inputs on their way to a coordinator. The reports of instances have a queue of their own: a large start makes very
 * many at once, and what comes from members and callers must not wait behind them. Both queues keep the order of each
 * thread. Any thread may add inputs; one thread takes them.
 */
public final class Inbox {
    private static final int INPUTS_MAX = 1_000;
    private static final int REPORTS_MAX = 500;

    private final Queue<Input> inputs = new ConcurrentLinkedQueue<>();
    private final Queue<Input> reports = new ConcurrentLinkedQueue<>();

    /** An empty inbox. */
    public Inbox() {}

    /**
     * Adds an input.
     *
     * @param input what happened
     */
    public void add(Input input) {
        (input instanceof Input.FromInstance ? reports : inputs).add(input);
    }

    /** {@return whether nothing waits} */
    public boolean empty() {
        return inputs.isEmpty() && reports.isEmpty();
    }

    /**
     * Takes the inputs of one turn. Some of both queues are among them, so that neither waits for ever.
     *
     * @param handler is passed each of them
     * @param full whether what follows from them takes long, so that no more should be taken than there must be
     */
    public void take(Consumer<Input> handler, BooleanSupplier full) {
        take(inputs, INPUTS_MAX, handler, full);
        take(reports, REPORTS_MAX, handler, () -> false);
    }

    private static void take(Queue<Input> queue, int max, Consumer<Input> handler, BooleanSupplier full) {
        Input input = queue.poll();
        for (int taken = 1; input != null; taken++) {
            handler.accept(input);
            input = taken < max && !full.getAsBoolean() ? queue.poll() : null;
        }
    }
}
