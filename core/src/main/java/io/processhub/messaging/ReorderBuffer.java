package io.processhub.messaging;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages of this node for one process that has moved, while those that were sent to its former place are still on
 * their way. Bounded. Thread-safe.
 */
final class ReorderBuffer {
    private static final int WAITING_MAX = 10_000;

    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private boolean begun;
    private boolean over;

    /** A message, and who asks. */
    record Waiting(Object message, @Nullable Call call) {}

    /** What became of a message that was to wait. */
    enum Entry {
        WAITS,
        FULL,
        OVER
    }

    /** {@return whether it had not begun before} */
    synchronized boolean begin() {
        boolean first = !begun;
        begun = true;
        return first;
    }

    synchronized Entry add(Waiting one) {
        if (over) {
            return Entry.OVER;
        }
        if (waiting.size() >= WAITING_MAX) {
            return Entry.FULL;
        }
        waiting.add(one);
        return Entry.WAITS;
    }

    /** Sends what waits, in order, and what is added meanwhile. */
    void release(Consumer<Waiting> send, Runnable end) {
        for (Waiting next = next(end); next != null; next = next(end)) {
            send.accept(next);
        }
    }

    private synchronized @Nullable Waiting next(Runnable end) {
        Waiting next = waiting.poll();
        if (next == null) {
            over = true;
            end.run();
        }
        return next;
    }
}
