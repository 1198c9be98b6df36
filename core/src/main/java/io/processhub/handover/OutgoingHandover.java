package io.processhub.handover;

import io.processhub.strategy.migration.MigrationStrategy.Terms;
import io.processhub.wire.Packet.HandoverMessage;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One handover as its source sees it, from the first message to its end: the move of a process, or the state of a
 * superseded copy on its way to the survivor. Both go through the same {@link Phase phases}.
 *
 * <p>The point of no return lies between {@link Phase#SENDING} and {@link Phase#SENT}. Before it the target cannot have
 * all of the state, so the source takes the process back by itself. After it the target may start the process at any
 * time, so the source asks it to give up ({@link Phase#WITHDRAWING}) and keeps its copy quiet until the target has
 * answered or is lost. So two copies never handle messages at the same time, unless the engine takes a living target
 * for lost.
 *
 * <p>Every message may be lost, doubled or overtaken. The first message, the parts and the withdrawal are sent again
 * until an answer arrives; the ticket of the target tells the parts of this attempt from those of an earlier one.
 *
 * <p>A pure state machine: it acts through its {@link Port} only. Confined to the hub's thread.
 */
public final class OutgoingHandover {
    private static final int PART_BYTES_MAX = 16_384;

    /** How much of the state may be under way, so that a slow target is not flooded. */
    private static final int UNDER_WAY_BYTES_MAX = 8 * PART_BYTES_MAX;

    private static final Duration SEND_AGAIN = Duration.ofMillis(300);
    private static final byte[] NOTHING = {};

    private final Terms terms;
    private final Port port;

    // mutable state
    private long begun;
    private Phase phase = Phase.OFFERED;
    private long since;
    private long sentAt;
    private long ticket;
    private byte @Nullable [] state;
    private int sent;
    private int received;
    private End end = End.REFUSED;

    /** How far a handover is. */
    public enum Phase {
        /** The target has not answered. */
        OFFERED,
        /** The instance was asked to fall quiet: to finish the message in work and to hand out its state. */
        QUIESCING,
        /** The state is under way. */
        SENDING,
        /** All of the state is under way: the target may start the process at any time. */
        SENT,
        /** All of the state is under way, and the target was asked to give up. */
        WITHDRAWING,
        /** The target runs the process, with the state; the copy here stays quiet until it is stopped. */
        ARRIVED,
        /** The source has taken the process back, or the target goes on without its state. */
        OVER
    }

    /** Why a handover failed. */
    public enum End {
        /** The target or the process refused, or was too slow. */
        REFUSED,
        /** The target is lost, or is not the target any more. */
        INTERRUPTED
    }

    /** The actions of a handover. */
    public interface Port {
        /**
         * Sends a message to the target; it may get lost.
         *
         * @param message which one
         */
        void send(HandoverMessage.FromSource message);

        /** Offers the process, or its state, to the target. */
        void offer();

        /** Asks the instance here to fall quiet. */
        void hold();

        /** Lets the instance here go on. */
        void resume();

        /** The target has the state. */
        void arrived();

        /** The target does not need the state and goes on without; the instance here may still be quiet. */
        void settled();

        /**
         * The handover has failed; the instance here goes on.
         *
         * @param end why
         * @param reason for the reader of a log
         */
        void failed(End end, String reason);
    }

    /**
     * A handover that has not begun.
     *
     * @param terms its limits
     * @param port its actions
     */
    public OutgoingHandover(Terms terms, Port port) {
        this.terms = terms;
        this.port = port;
    }

    /**
     * Begins with the first message.
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
        sentAt = now;
    }

    /**
     * A message of the target has arrived.
     *
     * @param message which one
     * @param now a monotonic clock, in nanoseconds
     */
    public void received(HandoverMessage.FromTarget message, long now) {
        switch (message) {
            case HandoverMessage.Ready ready -> ready(ready.ticket(), now);
            case HandoverMessage.Received got -> acknowledged(got, now);
            case HandoverMessage.Arrived arrived -> arrived(now);
            case HandoverMessage.Settled settled -> settled();
            case HandoverMessage.Refused(String reason) -> takeBack(end, reason);
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
     * The instance here goes on, because it could not hand out its state.
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
            port.send(new HandoverMessage.Part(ticket, state != null, all.length, sent, part));
            sent += length;
        } while (sent < all.length && sent - received < UNDER_WAY_BYTES_MAX);
        sentAt = now;
        if (sent == all.length && phase == Phase.SENDING) {
            phase = Phase.SENT;
        }
    }

    private void acknowledged(HandoverMessage.Received got, long now) {
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

    /** The target is lost: no answer will arrive, whatever it knew. */
    public void targetLost() {
        takeBack(End.INTERRUPTED, "the target was lost");
    }

    /**
     * Calls the handover off, because the process stays here or belongs to another node.
     *
     * @param now a monotonic clock, in nanoseconds
     */
    public void recall(long now) {
        if (phase.compareTo(Phase.SENT) <= 0) {
            giveUp(End.INTERRUPTED, "placement has changed", now);
        }
    }

    /**
     * The instance here is gone: there is nothing to take back, and a target that has all of the state goes on with it.
     */
    public void sourceGone() {
        if (phase.compareTo(Phase.SENT) < 0) {
            port.send(new HandoverMessage.Withdraw());
        }
        phase = Phase.OVER;
    }

    private void giveUp(End why, String reason, long now) {
        port.send(new HandoverMessage.Withdraw());
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
     * Gives up when something is overdue, and sends again what may have been lost. To be called a few times a second.
     *
     * @param now a monotonic clock, in nanoseconds
     */
    public void tick(long now) {
        String overdue = overdue(now);
        if (overdue != null) {
            giveUp(End.REFUSED, overdue, now);
        } else if (now - sentAt >= SEND_AGAIN.toNanos()) {
            sendAgain(now);
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
                late || now - since > terms.quietMax().toNanos()
                        ? "the target did not run it within " + terms.quietMax()
                        : null;
            case WITHDRAWING, ARRIVED, OVER -> null;
        };
    }

    private void sendAgain(long now) {
        sentAt = now;
        switch (phase) {
            case OFFERED -> port.offer();
            case SENDING, SENT -> {
                sent = received;
                send(now);
            }
            case WITHDRAWING, ARRIVED -> port.send(new HandoverMessage.Withdraw());
            case QUIESCING, OVER -> {}
        }
    }
}
