package io.processhub.move;

import io.processhub.strategy.migration.MigrationStrategy.Terms;
import io.processhub.wire.Moving;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A move as its source sees it, from the offer to its end; or how a copy that shall not stay hands its state to the one
 * that does, which takes the same way. Until the target can have everything the source may take the process back by
 * itself; from then on it needs the target's word, and keeps the process quiet until it has that or the target is gone.
 * Confined to the hub's thread.
 */
public final class Departure {
    private static final int PART_BYTES_MAX = 16_384;

    /** How much of the state may be under way: what a slow target has not taken is not pressed on it. */
    private static final int UNDER_WAY_BYTES_MAX = 8 * PART_BYTES_MAX;

    private static final Duration SAY_AGAIN = Duration.ofMillis(300);
    private static final byte[] NOTHING = {};

    private final Terms terms;
    private final Port port;

    // mutable state
    private long begun;
    private Phase phase = Phase.OFFERED;
    private long since;
    private long said;
    private long ticket;
    private byte @Nullable [] state;
    private int sent;
    private int received;
    private End end = End.REFUSED;

    /** How far it is. */
    public enum Phase {
        /** The target has not answered. */
        OFFERED,
        /** The instance was asked to fall quiet. */
        QUIESCING,
        /** The state is under way. */
        SENDING,
        /** All of it is under way: the target may start the process at any time. */
        SENT,
        /** As before, and the target was asked to give up. */
        WITHDRAWING,
        /** The target runs the process, with the state. */
        ARRIVED,
        /** It is decided. */
        OVER
    }

    /** Why a move came to nothing. */
    public enum End {
        /** The target or the process does not want to. */
        REFUSED,
        /** The target is gone, or there is another one. */
        INTERRUPTED
    }

    /** What a departure does. */
    public interface Port {
        /**
         * Says something to the target; at most once.
         *
         * @param saying what
         */
        void say(Moving.BySource saying);

        /** Offers the process, or its state, to the target. */
        void offer();

        /** Asks the instance here to fall quiet. */
        void hold();

        /** Lets the instance here go on. */
        void resume();

        /** The target has the state. */
        void arrived();

        /** The target does not want the state, and goes on without; the instance here may still be quiet. */
        void settled();

        /**
         * It came to nothing; the instance here goes on.
         *
         * @param end how to go on about it
         * @param reason for the reader of a log
         */
        void failed(End end, String reason);
    }

    /**
     * A move that has not begun.
     *
     * @param terms how
     * @param port what is done about it
     */
    public Departure(Terms terms, Port port) {
        this.terms = terms;
        this.port = port;
    }

    /**
     * Begins with the offer.
     *
     * @param now a monotonic clock, in nanoseconds
     */
    public void begin(long now) {
        begun = now;
        enter(Phase.OFFERED, now);
        port.offer();
    }

    /** {@return how far it is} */
    public Phase phase() {
        return phase;
    }

    private void enter(Phase next, long now) {
        phase = next;
        since = now;
        said = now;
    }

    /**
     * The target spoke.
     *
     * @param saying what
     * @param now a monotonic clock, in nanoseconds
     */
    public void heard(Moving.ByTarget saying, long now) {
        switch (saying) {
            case Moving.Ready ready -> ready(ready.ticket(), now);
            case Moving.Received got -> received(got, now);
            case Moving.Arrived arrived -> arrived(now);
            case Moving.Settled settled -> settled();
            case Moving.Refused(String reason) -> takeBack(end, reason);
        }
    }

    private void ready(long chosen, long now) {
        if (phase == Phase.OFFERED) {
            ticket = chosen;
            enter(Phase.QUIESCING, now);
            port.hold();
        }
    }

    /**
     * The instance here has fallen quiet.
     *
     * @param left its state; {@code null} for none
     * @param now a monotonic clock, in nanoseconds
     */
    public void held(byte @Nullable [] left, long now) {
        if (phase != Phase.QUIESCING) {
            return;
        }
        if (left != null && left.length > terms.stateBytesMax()) {
            giveUp(
                    End.REFUSED,
                    "its state has " + left.length + " bytes; the migration strategy allows " + terms.stateBytesMax(),
                    now);
            return;
        }
        state = left;
        enter(Phase.SENDING, now);
        send(now);
    }

    /**
     * The instance here goes on, because it could not tell its state.
     *
     * @param error why
     * @param now a monotonic clock, in nanoseconds
     */
    public void holdFailed(String error, long now) {
        if (phase == Phase.QUIESCING) {
            giveUp(End.REFUSED, "it could not tell its state: " + error, now);
        }
    }

    private byte[] bytes() {
        return state == null ? NOTHING : state;
    }

    private void send(long now) {
        byte[] all = bytes();
        do {
            int length = Math.min(PART_BYTES_MAX, all.length - sent);
            byte[] part = Arrays.copyOfRange(all, sent, sent + length);
            port.say(new Moving.Part(ticket, state != null, all.length, sent, part));
            sent += length;
        } while (sent < all.length && sent - received < UNDER_WAY_BYTES_MAX);
        said = now;
        if (sent == all.length && phase == Phase.SENDING) {
            phase = Phase.SENT;
        }
    }

    private void received(Moving.Received got, long now) {
        if (got.ticket() == ticket && got.upTo() > received) {
            received = got.upTo();
            sent = Math.max(sent, received);
            boolean sending = phase == Phase.SENDING || phase == Phase.SENT;
            if (sending && sent < bytes().length) {
                send(now);
            }
        }
    }

    private void arrived(long now) {
        if (phase == Phase.SENT || phase == Phase.WITHDRAWING) {
            enter(Phase.ARRIVED, now);
            port.arrived();
        }
    }

    private void settled() {
        if (phase != Phase.OVER) {
            phase = Phase.OVER;
            port.settled();
        }
    }

    /** The target is gone: whatever it knew, it will not come here any more. */
    public void targetLost() {
        takeBack(End.INTERRUPTED, "the target was lost");
    }

    /**
     * The process shall stay, or go elsewhere.
     *
     * @param now a monotonic clock, in nanoseconds
     */
    public void called(long now) {
        if (phase.compareTo(Phase.SENT) <= 0) {
            giveUp(End.INTERRUPTED, "placement has changed", now);
        }
    }

    /**
     * The instance here is gone: there is nothing to take back, and a target that has everything shall go on with it.
     */
    public void sourceGone() {
        if (phase.compareTo(Phase.SENT) < 0) {
            port.say(new Moving.Withdraw());
        }
        phase = Phase.OVER;
    }

    private void giveUp(End why, String reason, long now) {
        port.say(new Moving.Withdraw());
        if (phase == Phase.SENT) {
            end = why;
            enter(Phase.WITHDRAWING, now);
        } else {
            takeBack(why, reason);
        }
    }

    private void takeBack(End why, String reason) {
        if (phase == Phase.OVER) {
            return;
        }
        boolean quiet = phase != Phase.OFFERED;
        phase = Phase.OVER;
        if (quiet) {
            port.resume();
        }
        port.failed(why, reason);
    }

    /**
     * Looks whether something is overdue, and says again what may have been lost. To be called a few times a second.
     *
     * @param now a monotonic clock, in nanoseconds
     */
    public void tick(long now) {
        String overdue = overdue(now);
        if (overdue != null) {
            giveUp(End.REFUSED, overdue, now);
        } else if (now - said >= SAY_AGAIN.toNanos()) {
            sayAgain(now);
        }
    }

    private @Nullable String overdue(long now) {
        boolean late = now - begun > terms.timeout().toNanos();
        return switch (phase) {
            case OFFERED -> late ? "the target did not answer within " + terms.timeout() : null;
            case QUIESCING ->
                late || now - since > terms.dataWait().toNanos()
                        ? "it did not tell its state within " + terms.dataWait()
                        : null;
            case SENDING, SENT ->
                late || now - since > terms.retention().toNanos()
                        ? "the target did not run it within " + terms.retention()
                        : null;
            case WITHDRAWING, ARRIVED, OVER -> null;
        };
    }

    private void sayAgain(long now) {
        said = now;
        switch (phase) {
            case OFFERED -> port.offer();
            case SENDING, SENT -> {
                sent = received;
                send(now);
            }
            case WITHDRAWING, ARRIVED -> port.say(new Moving.Withdraw());
            case QUIESCING, OVER -> {}
        }
    }
}
