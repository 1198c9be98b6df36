package io.processhub.runtime;

import io.processhub.process.ProcessException.Reason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The messages that wait for one process, in the order in which they came. Bounded. Any number of threads may offer;
 * one thread at a time takes.
 *
 * <p>Senders push on a stack. When the taker has nothing left it takes the whole stack over, reversed, so that an idle
 * mailbox holds no link and neither side waits for the other. The taker counts down in an object of its own, and a
 * sender looks there only when the mailbox may be full: a shared counter would travel between their processors with
 * every message.
 *
 * <p>While the taker takes the stack over, a sender may count without it: for that moment, as many envelopes again as
 * are allowed may come in. No sender is refused without cause.
 */
class Mailbox {
    private static final VarHandle INCOMING = handle(Mailbox.class, "incoming", Envelope.class);
    private static final Envelope CLOSED = new Envelope("closed", null);

    /** What was offered and not yet taken over, newest first; {@link #CLOSED} when the mailbox is closed. */
    private volatile @Nullable Envelope incoming;

    /** What the taker took over last; written by the taker. */
    private volatile Batch batch = Batch.NONE;

    /** Envelopes that the taker took over together. */
    private static final class Batch {
        private static final VarHandle FIRST = handle(Batch.class, "first", Envelope.class);
        private static final VarHandle LEFT = handle(Batch.class, "left", int.class);
        private static final Batch NONE = new Batch(null, 0);

        private final int size;

        /** The oldest that was not handed out. Each change is a release for {@link Mailbox#close}. */
        private volatile @Nullable Envelope first;

        private volatile int left;

        private Batch(@Nullable Envelope first, int size) {
            FIRST.set(this, first);
            LEFT.set(this, size);
            this.size = size;
        }

        private @Nullable Envelope poll() {
            var oldest = (Envelope) FIRST.get(this);
            if (oldest != null) {
                FIRST.setRelease(this, oldest.next);
                LEFT.setRelease(this, (int) LEFT.get(this) - 1);
                oldest.next = null;
            }
            return oldest;
        }

        /** Whether it holds at least so many; the size, which never changes, answers most senders. */
        private boolean holds(int many) {
            return size >= many && left >= many;
        }
    }

    private static VarHandle handle(Class<?> owner, String field, Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(owner, field, type);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /**
     * Appends an envelope, which belongs to the mailbox when it is accepted; {@code max} envelopes may wait. The answer
     * is {@link Delivery#FULL} when as many wait, and {@link Delivery#NO_PROCESS} when the mailbox is closed. Any
     * thread.
     */
    final Delivery offer(Envelope envelope, int max) {
        while (true) {
            Envelope top = incoming;
            if (top == CLOSED) {
                return Delivery.NO_PROCESS;
            }
            int waiting = top == null ? 0 : top.depth;
            if (!batch.holds(max - waiting)) {
                envelope.next = top;
                envelope.depth = waiting + 1;
                if (INCOMING.compareAndSet(this, top, envelope)) {
                    return Delivery.ACCEPTED;
                }
            } else if (top == incoming) { // else it was taken over meanwhile, and may have been counted twice
                return Delivery.FULL;
            }
        }
    }

    /** Takes the oldest envelope; {@code null} when none waits. One thread at a time. */
    @Nullable
    final Envelope poll() {
        Envelope oldest = batch.poll();
        return oldest == null ? takeOver() : oldest;
    }

    private @Nullable Envelope takeOver() {
        Envelope top;
        do {
            top = incoming;
            if (top == null || top == CLOSED) {
                become(Batch.NONE);
                return null;
            }
        } while (!INCOMING.compareAndSet(this, top, null));
        if (top.next == null) {
            become(Batch.NONE);
            return top;
        }
        int size = top.depth;
        become(new Batch(reversed(top), size));
        return batch.poll();
    }

    private void become(Batch next) {
        if (batch != next) {
            batch = next;
        }
    }

    private static @Nullable Envelope reversed(@Nullable Envelope top) {
        Envelope done = null;
        Envelope rest = top;
        while (rest != null) {
            Envelope after = rest.next;
            rest.next = done;
            done = rest;
            rest = after;
        }
        return done;
    }

    /** How many wait, about: what is taken over at the moment may be counted twice or not at all. Any thread. */
    final int waiting() {
        Envelope top = incoming;
        return batch.left + (top == null || top == CLOSED ? 0 : top.depth);
    }

    /** Whether there is nothing to take. For a thread that polled before, no offer that has ended is missed. */
    final boolean empty() {
        return batch.first == null && (incoming == null || incoming == CLOSED);
    }

    /** Refuses further envelopes, unless some wait; the answer is whether it is closed. Called by the taker. */
    final boolean closeIfEmpty() {
        return batch.first == null && (INCOMING.compareAndSet(this, null, CLOSED) || incoming == CLOSED);
    }

    /**
     * Refuses further envelopes and fails those that wait; the answer is how many of these had no sender waiting for a
     * reply. Any thread; idempotent.
     */
    final int close() {
        Envelope top = (Envelope) INCOMING.getAndSet(this, CLOSED);
        return failAll(batch.first) + (top == CLOSED ? 0 : failAll(reversed(top)));
    }

    private static int failAll(@Nullable Envelope first) {
        int unanswered = 0;
        for (Envelope envelope = first; envelope != null; envelope = envelope.next) {
            unanswered += envelope.fail(Reason.ENDED, "ended before it handled the message") ? 0 : 1;
        }
        return unanswered;
    }
}
