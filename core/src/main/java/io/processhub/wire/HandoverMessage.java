package io.processhub.wire;

import io.processhub.registry.Intent;
import java.util.List;

/**
 * A message between the source and the target of a handover: of the move of one process, or of a conflict between two
 * copies of it, of which only the target's survives. A source names its attempt, a target the ticket under which it
 * takes the state, so that a message of an earlier attempt, or one that was on its way for long, has no effect.
 */
public sealed interface HandoverMessage {

    /** A message of the source. */
    sealed interface FromSource extends HandoverMessage {}

    /** A message of the target. */
    sealed interface FromTarget extends HandoverMessage {}

    /** The first message of the source. */
    sealed interface Opening extends FromSource {
        /** {@return the epoch of the source's copy} */
        long epoch();

        /** {@return the epochs of the copies whose states the source's copy contains} */
        List<Long> lineage();
    }

    /**
     * Will you run this?
     *
     * @param intent that it runs
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
     * @param survivor epoch of the instance of the target
     * @param state whether the instance of the source can hand out its state
     * @param lineage of the instance of the source
     */
    record Conflict(long epoch, long survivor, boolean state, List<Long> lineage) implements Opening {}

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
    record Part(long ticket, boolean present, int total, int from, byte[] bytes) implements FromSource {}

    /** Do not start it, unless you have already; answer which it is. */
    record Withdraw() implements FromSource {}

    /**
     * Yes.
     *
     * @param ticket to be put on every part
     */
    record Ready(long ticket) implements FromTarget {}

    /**
     * The beginning of the state has arrived.
     *
     * @param ticket from the parts
     * @param upTo how many bytes
     */
    record Received(long ticket, int upTo) implements FromTarget {}

    /** The process runs here with the state, or the copy here has merged it. */
    record Arrived() implements FromTarget {}

    /** The copy here survives, and does not take the state of yours. */
    record Settled() implements FromTarget {}

    /**
     * It does not run here, and will not by this attempt.
     *
     * @param reason why
     */
    record Refused(String reason) implements FromTarget {}
}
