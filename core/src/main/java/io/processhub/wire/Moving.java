package io.processhub.wire;

import io.processhub.registry.Intent;
import java.util.List;

/**
 * What the two nodes say to one another about the move of one process, or about two copies of it of which only the
 * target's shall stay. A source names its attempt, a target the ticket under which it takes the state, so that what was
 * said in an earlier attempt, or was on its way for long, means nothing.
 */
public sealed interface Moving {

    /** What the source says. */
    sealed interface BySource extends Moving {}

    /** What the target says. */
    sealed interface ByTarget extends Moving {}

    /** How the source begins. */
    sealed interface Opening extends BySource {
        /** {@return the epoch of the source's copy} */
        long epoch();

        /** {@return the epochs of the copies whose states the source's copy has in its own} */
        List<Long> lineage();
    }

    /**
     * Will you run this?
     *
     * @param intent the wish that it shall run
     * @param epoch of the instance of the source
     * @param activeSince its term when it is active, else 0
     * @param required whether an instance that cannot take over the state must not run
     * @param lineage of the instance of the source
     */
    record Offer(Intent intent, long epoch, long activeSince, boolean required, List<Long> lineage)
            implements Opening {}

    /**
     * Your copy is later than mine, which will stop: do you want its state?
     *
     * @param epoch of the instance of the source
     * @param into epoch of the instance of the target
     * @param state whether the instance of the source can tell its state
     * @param lineage of the instance of the source
     */
    record Yield(long epoch, long into, boolean state, List<Long> lineage) implements Opening {}

    /**
     * A part of the state.
     *
     * @param ticket of the target
     * @param present whether there is a state at all
     * @param total how long the state is, in bytes
     * @param from where in it this part begins
     * @param bytes belongs to the packet
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and copying it would cost every move
    record Part(long ticket, boolean present, int total, int from, byte[] bytes) implements BySource {}

    /** Do not start it, if you have not yet; and say which it is. */
    record Withdraw() implements BySource {}

    /**
     * Yes.
     *
     * @param ticket to be put on every part
     */
    record Ready(long ticket) implements ByTarget {}

    /**
     * The beginning of the state has arrived.
     *
     * @param ticket from the parts
     * @param upTo how many bytes
     */
    record Received(long ticket, int upTo) implements ByTarget {}

    /** It runs here, with the state. */
    record Arrived() implements ByTarget {}

    /** The copy here stays, and does not want the state of yours. */
    record Settled() implements ByTarget {}

    /**
     * It does not run here, and will not by this attempt.
     *
     * @param reason why
     */
    record Refused(String reason) implements ByTarget {}
}
