package io.processhub.wire;

import io.processhub.registry.Intent;

/**
 * What the two nodes say to one another about the move of one process. A source names its attempt, a target the ticket
 * under which it takes the state, so that what was said in an earlier attempt, or was on its way for long, means
 * nothing.
 */
public sealed interface Moving {

    /** What the source says. */
    sealed interface BySource extends Moving {}

    /** What the target says. */
    sealed interface ByTarget extends Moving {}

    /**
     * Will you run this?
     *
     * @param intent the wish that it shall run
     * @param epoch of the instance of the source
     * @param activeSince its term when it is active, else 0
     * @param required whether an instance that cannot take over the state must not run
     */
    record Offer(Intent intent, long epoch, long activeSince, boolean required) implements BySource {}

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

    /**
     * It does not run here, and will not by this attempt.
     *
     * @param reason why
     */
    record Refused(String reason) implements ByTarget {}
}
