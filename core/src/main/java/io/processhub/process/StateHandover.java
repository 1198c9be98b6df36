package io.processhub.process;

/**
 * A process that takes its state along when it moves to another node; a {@code HubProcess} implements it too. It counts
 * with the migration strategy {@code HotSwap} when that hands over. A {@code RunLoop} that implements it fails its
 * start.
 *
 * <p>In a move the old instance is asked for its state between two messages and gets no message afterwards. The new one
 * is started with the reason {@code MIGRATED} and takes the state over before its first message. Messages that come
 * meanwhile wait. When the move fails the old instance goes on as if it had not been asked, so asking must not change
 * it. Both methods are called on the same threads as the other callbacks and may block.
 *
 * @param <S> the state: a class that can be sent, or a list, set, map or optional of such. The hub finds it in the
 *     declaration of the process class; a process whose state cannot be sent fails its start. {@link ProcessType#state}
 *     lets the hub check it earlier
 */
public interface StateHandover<S> {

    /**
     * Answers with the state, of which the process must keep everything: it may go on after all.
     *
     * @return the state, not {@code null}
     * @throws Exception when there is no handing over now; the process goes on, and is asked again later
     */
    S handOver() throws Exception;

    /**
     * Takes over the state of the instance before this one; called after the start callback and before any message.
     *
     * @param state what the other instance answered
     * @throws Exception when it makes no sense here; the old instance goes on, unless the strategy does without
     *     confirmation, in which case this one does, without the state
     */
    void takeOver(S state) throws Exception;
}
