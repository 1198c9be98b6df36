package io.processhub.runtime;

import io.processhub.process.ProcessException.Reason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The messages that wait for one process, in the order in which they came. Any number of threads may offer, one at a
 * time takes. Bounded.
 *
 * <p>Senders push on a stack. When the taker has nothing left it takes the whole stack and turns it over, so that an
 * idle mailbox holds no link and neither side waits for the other.
 */
public final class Mailbox {
    private static final VarHandle INCOMING = handle("incoming", Envelope.class);
    private static final VarHandle TAKEN = handle("taken", Envelope.class);
    private static final VarHandle WAITING = handle("waiting", int.class);
    private static final Envelope CLOSED = new Envelope("closed", null);

    /** What was offered and not yet taken, newest first; {@link #CLOSED} in the end. */
    private volatile @Nullable Envelope incoming;

    /** What the taker took and has not handed out, oldest first. Released with every change for {@link #close}. */
    private volatile @Nullable Envelope taken;

    /** How many letters the two lists hold. */
    private volatile int waiting;

    /** An empty one. */
    public Mailbox() {
        // Nothing waits.
    }

    private static VarHandle handle(String field, Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(Mailbox.class, field, type);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /**
     * Appends a letter. Any thread.
     *
     * @param letter belongs to the mailbox when it is accepted
     * @param max how many letters may wait; positive
     * @return {@link Delivery#FULL} when as many wait, {@link Delivery#NO_PROCESS} when it is closed
     */
    public Delivery offer(Envelope letter, int max) {
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
            letter.next = top;
        } while (!INCOMING.compareAndSet(this, top, letter));
        return Delivery.ACCEPTED;
    }

    /**
     * Takes the oldest letter. One thread at a time.
     *
     * @return {@code null} when none waits
     */
    public @Nullable Envelope poll() {
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
        return turnedOver(top);
    }

    private static @Nullable Envelope turnedOver(@Nullable Envelope top) {
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

    /** {@return whether there is nothing to take; seen by a thread that polled before, it misses no finished offer} */
    public boolean empty() {
        return taken == null && (incoming == null || incoming == CLOSED);
    }

    /**
     * Refuses further letters, unless some wait. To be called by the taker.
     *
     * @return whether it is closed now
     */
    public boolean closeIfEmpty() {
        return taken == null && (INCOMING.compareAndSet(this, null, CLOSED) || incoming == CLOSED);
    }

    /**
     * Refuses further letters and fails those that wait. Any thread; idempotent.
     *
     * @return how many of these nobody waits to hear of
     */
    public int close() {
        Envelope top = (Envelope) INCOMING.getAndSet(this, CLOSED);
        Envelope first = (Envelope) TAKEN.getAcquire(this);
        return failAll(first) + (top == CLOSED ? 0 : failAll(turnedOver(top)));
    }

    private static int failAll(@Nullable Envelope first) {
        int untold = 0;
        for (Envelope letter = first; letter != null; letter = letter.next) {
            untold += letter.fail(Reason.ENDED, "ended before it handled the message") ? 0 : 1;
        }
        return untold;
    }
}
