package io.processhub.handover;

import io.processhub.cluster.NodeId;
import io.processhub.spec.ProcessId;
import io.processhub.wire.HandoverMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a source to hand over, as its target sees it, and as much of the state as has arrived. The parts
 * arrive in order: a part that has overtaken another one is ignored, and the source sends it again. Confined to the
 * hub's thread.
 */
public abstract sealed class IncomingHandover permits IncomingMove, IncomingMerge {
    private static final byte[] NOTHING = {};

    private final ProcessId id;
    private final NodeId source;
    private final long attempt;
    private final long ticket;

    // mutable state
    private byte @Nullable [] state;
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
            state = new byte[part.total()];
            present = part.present();
        }
        int end = part.from() + part.bytes().length;
        if (part.from() <= received && end > received && end <= state.length) {
            System.arraycopy(part.bytes(), 0, state, part.from(), part.bytes().length);
            received = end;
        }
        complete |= received == state.length;
        return new HandoverMessage.Received(ticket, received);
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
}
