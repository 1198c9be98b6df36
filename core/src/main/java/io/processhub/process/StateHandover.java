package io.processhub.process;

/**
 * A process that takes its state along when it moves to another node; a {@code HubProcess} implements it too. It counts
 * with the migration strategy {@code HotSwap} when that hands over.
 *
 * <p>In a move the old instance is asked for its state between two messages and gets no message afterwards. The new one
 * is started with the reason {@code MIGRATED} and takes the state over before its first message. Messages that come
 * meanwhile wait. When the move fails the old instance goes on as if it had not been asked, so asking must not change
 * it. Both methods are called on the same threads as the other callbacks and may block.
 */
public interface StateHandover {

    /**
     * Answers with the state, of which the process must keep everything: it may go on after all.
     *
     * @return a type that the hub can send, such as {@code byte[]}, {@code String} or a registered record
     * @throws Exception when there is no handing over now; the process goes on, and is asked again later
     */
    Object handOver() throws Exception;

    /**
     * Takes over the state of the instance before this one; called after the start callback and before any message.
     *
     * @param state what the other instance answered
     * @throws Exception when it makes no sense here; the old instance goes on, unless the strategy does without
     *     confirmation, in which case this one does, without the state
     */
    void takeOver(Object state) throws Exception;
}
