package io.processhub.handover;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Intent;
import io.processhub.spec.ProcessId;
import io.processhub.wire.Packet.HandoverMessage;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a source to hand over, as its target sees it, and as much of the state as has arrived. The parts
 * arrive in order: a part that has overtaken another one is ignored, and the source sends it again. Confined to the
 * hub's thread.
 */
public abstract sealed class IncomingHandover {
    private static final byte[] NOTHING = {};

    private final ProcessId id;
    private final NodeId source;
    private final long attempt;
    private final long ticket;

    // mutable state
    private byte @Nullable [] state;
    private int total;
    private boolean present;
    private int received;
    private boolean complete;
    private boolean sourceSeen;

    /**
     * Nothing of the state has arrived.
     *
     * @param attempt what the source attempts
     * @param ticket that the parts must carry
     */
    IncomingHandover(Attempt attempt, long ticket) {
        this.id = attempt.id();
        this.source = attempt.source();
        this.attempt = attempt.number();
        this.ticket = ticket;
    }

    /**
     * What a source attempts; all its messages about it name these three.
     *
     * @param id which process
     * @param source the node that hands over
     * @param number chosen by the source; a later attempt has a greater one
     */
    public record Attempt(ProcessId id, NodeId source, long number) {}

    /** {@return the first message of the source} */
    public abstract HandoverMessage.Question question();

    /** {@return which process} */
    public final ProcessId id() {
        return id;
    }

    /** {@return the node that hands over} */
    public final NodeId source() {
        return source;
    }

    /** {@return the number of the source's attempt} */
    public final long attempt() {
        return attempt;
    }

    /** {@return what the parts must carry} */
    public final long ticket() {
        return ticket;
    }

    /** {@return the epoch of the source's copy} */
    public final long epoch() {
        return question().epoch();
    }

    /** {@return the epochs of the copies whose states the source's copy contains} */
    public final List<Long> lineage() {
        return question().lineage();
    }

    /**
     * Whether a message is about this attempt.
     *
     * @param other the attempt that the message names
     * @return whether it is the same
     */
    public final boolean is(Attempt other) {
        return id.equals(other.id()) && source.equals(other.source()) && attempt == other.number();
    }

    /** Whether an attempt is a later one of the same source. */
    final boolean follows(IncomingHandover other) {
        return source.equals(other.source) && attempt > other.attempt;
    }

    /**
     * Takes a part.
     *
     * @param part with the right ticket, and of a state that is not too long
     * @return what to acknowledge to the source
     */
    public final HandoverMessage.Received take(HandoverMessage.Part part) {
        if (state == null) {
            state = NOTHING;
            total = part.total();
            present = part.present();
        }
        int end = part.from() + part.bytes().length;
        if (part.from() <= received && end > received && end <= total) {
            state = roomFor(end, state);
            System.arraycopy(part.bytes(), 0, state, part.from(), part.bytes().length);
            received = end;
        }
        complete |= received == total;
        return new HandoverMessage.Received(ticket, received);
    }

    /** Grows with what arrives, because a source may announce more than it ever sends. */
    private byte[] roomFor(int end, byte[] known) {
        return end <= known.length
                ? known
                : Arrays.copyOf(known, (int) Math.min(total, Math.max(end, 2L * known.length)));
    }

    /** {@return whether all of the state is here: from then on the state is in use and cannot be given back} */
    public final boolean complete() {
        return complete;
    }

    /** {@return how much of the state has arrived, in bytes} */
    public final int received() {
        return received;
    }

    /** {@return whether the source's copy has a state at all; false as long as nothing of it has arrived} */
    final boolean hasState() {
        return present;
    }

    /** {@return the state, once, and keeps nothing of it; {@code null} when the source's copy has none} */
    public final byte @Nullable [] handOut() {
        byte[] all = present ? state : null;
        state = NOTHING;
        return all;
    }

    /**
     * Whether the copy of the source has ended. A copy that this node has not seen yet may still appear.
     *
     * @param running epoch of the copy that runs there, as far as is known here; {@code null} for none
     * @return whether another copy runs there, or none, after this one was seen
     */
    public final boolean sourceEnded(@Nullable Long running) {
        sourceSeen |= running != null && running >= epoch();
        return sourceSeen && (running == null || running != epoch());
    }

    /** A process on its way to this node, from the offer until it runs here. Confined to the hub's thread. */
    public static final class Move extends IncomingHandover {

        /** Of two offered copies: which became active earlier, and of two passive ones, which started earlier. */
        private static final Comparator<HandoverMessage.Offer> EARLIEST_FIRST = Comparator.comparingLong(
                        HandoverMessage.Offer::activeSince)
                .thenComparingLong(HandoverMessage.Offer::epoch);

        private final HandoverMessage.Offer offer;

        /**
         * Nothing of the state has arrived.
         *
         * @param attempt what the source attempts
         * @param ticket that the parts must carry
         * @param offer the source's
         */
        public Move(Attempt attempt, long ticket, HandoverMessage.Offer offer) {
            super(attempt, ticket);
            this.offer = offer;
        }

        @Override
        public HandoverMessage.Offer question() {
            return offer;
        }

        /**
         * Whether it may take the place of another move of the same process: of two offered copies the target takes the
         * one that became active later, of two passive ones the one that started later.
         *
         * @param known the other one; {@code null} for none
         * @return whether the other one is older, and the process has not been started for it
         */
        public boolean mayReplace(@Nullable Move known) {
            if (known == null) {
                return true;
            }
            boolean later =
                    known.source().equals(source()) ? follows(known) : EARLIEST_FIRST.compare(known.offer, offer) < 0;
            return later && !known.complete();
        }

        /**
         * Whether the offered process is the one that the cluster runs now.
         *
         * @param latest an intent that the process runs
         * @return whether it has the specification that was offered
         */
        public boolean fits(Intent latest) {
            return Objects.requireNonNull(latest.wanted())
                    .spec()
                    .equals(Objects.requireNonNull(offer.intent().wanted()).spec());
        }

        /**
         * Whether the state is that of the active copy.
         *
         * @param termMax the greatest term that this node knows
         * @return whether the source is active in that term, and has a state
         */
        public boolean leads(long termMax) {
            return hasState() && offer.activeSince() != 0 && offer.activeSince() >= termMax;
        }
    }

    /**
     * The state of a superseded copy on its way to the copy here, which survives; from the question until the copy here
     * has merged it. Confined to the hub's thread.
     */
    public static final class Merge extends IncomingHandover {
        private final HandoverMessage.Conflict conflict;
        private boolean merged;

        /**
         * Nothing of the state has arrived.
         *
         * @param attempt what the source attempts
         * @param ticket that the parts must carry
         * @param conflict as the source sees it
         */
        public Merge(Attempt attempt, long ticket, HandoverMessage.Conflict conflict) {
            super(attempt, ticket);
            this.conflict = conflict;
        }

        @Override
        public HandoverMessage.Conflict question() {
            return conflict;
        }

        /**
         * Whether it may take the place of another merge into the same copy. Another source waits until that is over.
         *
         * @param known the other one; {@code null} for none
         * @return whether the other one is an earlier attempt of the same source, and is not being merged
         */
        public boolean mayReplace(@Nullable Merge known) {
            return known == null || (follows(known) && !known.complete());
        }

        /** The copy here has merged the state. */
        public void hasMerged() {
            merged = true;
        }

        /** {@return whether the copy here has merged the state} */
        public boolean merged() {
            return merged;
        }
    }
}
