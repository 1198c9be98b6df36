package io.processhub.messaging;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a message waits on its sender's node while its process moves. Bounded. Thread-safe.
 *
 * <p>Messages of one node to one process arrive in the order in which they were sent, also when the process moves
 * meanwhile. There are three places at which a message can be when that happens, and each keeps the order:
 *
 * <ol>
 *   <li><b>In the mailbox on the old node.</b> The instance there handles messages until it is held or stopped. When it
 *       is stopped because another instance replaces it, its {@code MessageRunner} gives the waiting messages, oldest
 *       first, to {@link Router#forward}, and {@link ForwardingRelay} sends each to the new node. While the old node
 *       does not know the new one, the messages stay in that mailbox.
 *   <li><b>On the way to the old node.</b> The old node receives the message, finds no process, and forwards it: with
 *       {@link ForwardingRelay}, too, and so behind those of the first place.
 *   <li><b>Here, not sent yet.</b> This node learns where the process runs now. A message that it sent there directly
 *       could overtake those of the first two places, because these make a detour. So it waits in this buffer.
 * </ol>
 *
 * <p>The third place works as follows. {@link LastRoute} says to which node the latest message for the process went.
 * When a new message would go elsewhere, {@link ReorderBuffers} makes a buffer for the process, sends a
 * {@link io.processhub.runtime.Forwarder.FlushMarker} the old way, and puts the message and all later ones into the
 * buffer. The marker takes the way of every message before it: through the old mailbox, forwarded to the new node, into
 * the mailbox there. Its reply says that everything before it has been handled, and the buffer is released in its
 * order, to where the process is then. The marker is an ordinary ask with a limit of one second: when it is lost, or
 * the old node is gone, the buffer is released all the same, because order is worth a second of delay and no more.
 *
 * <p>A message that comes while the buffer is being released is put at its end, until {@link #release} finds the buffer
 * empty. At that moment the buffer is over, and the next message goes its way directly.
 */
final class ReorderBuffer {
    private static final int WAITING_MAX = 10_000;

    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private boolean begun;
    private boolean over;

    /** A message, and the ask that it belongs to; {@code null} for a message without reply. */
    record Waiting(Object message, @Nullable Call call) {}

    /** What became of a message that was added. */
    enum Entry {
        WAITS,
        FULL,
        OVER
    }

    /** Begins to wait; the answer is false when it has begun before. */
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

    /** Sends what waits, in order, and what is added meanwhile; then runs {@code end}, before anything can overtake. */
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
