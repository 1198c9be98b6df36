package io.processhub.runtime;

import io.processhub.process.ProcessException.Reason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The messages that wait for one process, in the order in which they came. Bounded. Any number of threads may offer;
 * one thread at a time takes.
 *
 * <p>Senders push on a stack. When the taker has nothing left it takes the whole stack and reverses it, so that an idle
 * mailbox holds no link and neither side waits for the other.
 */
final class Mailbox {
    private static final VarHandle INCOMING = handle("incoming", Envelope.class);
    private static final VarHandle TAKEN = handle("taken", Envelope.class);
    private static final VarHandle WAITING = handle("waiting", int.class);
    private static final Envelope CLOSED = new Envelope("closed", null);

    /** What was offered and not yet taken, newest first; {@link #CLOSED} when the mailbox is closed. */
    private volatile @Nullable Envelope incoming;

    /** What the taker took and has not returned yet, oldest first. Each change is a release for {@link #close}. */
    private volatile @Nullable Envelope taken;

    /** How many envelopes the two lists hold. */
    private volatile int waiting;

    private static VarHandle handle(String field, Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(Mailbox.class, field, type);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /**
     * Appends an envelope, which belongs to the mailbox when it is accepted; {@code max} envelopes may wait. The answer
     * is {@link Delivery#FULL} when as many wait, and {@link Delivery#NO_PROCESS} when the mailbox is closed. Any
     * thread.
     */
    Delivery offer(Envelope envelope, int max) {
        int count;
        do {
            count = waiting;
            if (count >= max) {
                return incoming == CLOSED ? Delivery.NO_PROCESS : Delivery.FULL;
            }
        } while (!WAITING.compareAndSet(this, count, count + 1));
        Envelope top;
        do {
            top = incoming;
            if (top == CLOSED) {
                return Delivery.NO_PROCESS;
            }
            envelope.next = top;
        } while (!INCOMING.compareAndSet(this, top, envelope));
        return Delivery.ACCEPTED;
    }

    /** Takes the oldest envelope; {@code null} when none waits. One thread at a time. */
    @Nullable
    Envelope poll() {
        Envelope first = (Envelope) TAKEN.get(this);
        if (first == null) {
            first = takeAll();
            if (first == null) {
                return null;
            }
        }
        TAKEN.setRelease(this, first.next);
        first.next = null;
        WAITING.getAndAdd(this, -1);
        return first;
    }

    private @Nullable Envelope takeAll() {
        Envelope top;
        do {
            top = incoming;
            if (top == null || top == CLOSED) {
                return null;
            }
        } while (!INCOMING.compareAndSet(this, top, null));
        return reversed(top);
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

    /** Whether there is nothing to take. For a thread that polled before, no offer that has ended is missed. */
    boolean empty() {
        return taken == null && (incoming == null || incoming == CLOSED);
    }

    /** Refuses further envelopes, unless some wait; the answer is whether it is closed. Called by the taker. */
    boolean closeIfEmpty() {
        return taken == null && (INCOMING.compareAndSet(this, null, CLOSED) || incoming == CLOSED);
    }

    /**
     * Refuses further envelopes and fails those that wait; the answer is how many of these had no sender waiting for a
     * reply. Any thread; idempotent.
     */
    int close() {
        Envelope top = (Envelope) INCOMING.getAndSet(this, CLOSED);
        Envelope first = (Envelope) TAKEN.getAcquire(this);
        return failAll(first) + (top == CLOSED ? 0 : failAll(reversed(top)));
    }

    private static int failAll(@Nullable Envelope first) {
        int unanswered = 0;
        for (Envelope envelope = first; envelope != null; envelope = envelope.next) {
            unanswered += envelope.fail(Reason.ENDED, "ended before it handled the message") ? 0 : 1;
        }
        return unanswered;
    }
}
