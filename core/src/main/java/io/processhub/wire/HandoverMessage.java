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
    sealed interface Question extends FromSource {
        /** {@return the epoch of the source's copy} */
        long epoch();

        /** {@return the epochs of the copies whose states the source's copy contains} */
        List<Long> lineage();
    }

    /**
     * Asks the target to run the process.
     *
     * @param intent that it runs
     * @param epoch of the instance of the source
     * @param activeSince its term when it is active, else 0
     * @param required whether an instance that cannot take over the state must not run
     * @param lineage of the instance of the source
     */
    record Offer(Intent intent, long epoch, long activeSince, boolean required, List<Long> lineage)
            implements Question {}

    /**
     * Reports that the target's copy is the later one and survives the conflict: the source's copy will stop, and
     * offers its state.
     *
     * @param epoch of the instance of the source
     * @param survivor epoch of the instance of the target
     * @param state whether the instance of the source can hand out its state
     * @param lineage of the instance of the source
     */
    record Conflict(long epoch, long survivor, boolean state, List<Long> lineage) implements Question {}

    /**
     * A part of the state.
     *
     * @param ticket that the target issued
     * @param present whether the source's copy has a state
     * @param total the length of the whole state, in bytes
     * @param from the offset at which this part begins, in bytes
     * @param bytes owned by the packet: the caller must not change them
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and copying it would cost every move
    record Part(long ticket, boolean present, int total, int from, byte[] bytes) implements FromSource {}

    /** Do not start it, unless you have already; answer which it is. */
    record Withdraw() implements FromSource {}

    /**
     * Accepts the offer.
     *
     * @param ticket that every part must carry
     */
    record Ready(long ticket) implements FromTarget {}

    /**
     * Confirms the beginning of the state.
     *
     * @param ticket of the parts
     * @param upTo the number of bytes received without a gap
     */
    record Received(long ticket, int upTo) implements FromTarget {}

    /** The process runs here with the state, or the copy here has merged it. */
    record Arrived() implements FromTarget {}

    /** The copy here survives, and does not take the state of yours. */
    record Settled() implements FromTarget {}

    /**
     * Reports that the target does not run the process and will not do so in this attempt.
     *
     * @param reason why, a clause of a sentence
     */
    record Refused(String reason) implements FromTarget {}
}
