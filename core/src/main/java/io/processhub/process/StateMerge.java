package io.processhub.process;

/**
 * A process whose state can be united with that of another instance of the same process. After a partition or a race
 * two instances may run that know nothing of one another. The one with the greater epoch stays; with this interface it
 * gets what the other one has before that is stopped, whatever the migration strategy.
 *
 * <p>The instance that is to stop is asked by {@link #handOver} and gets no message afterwards; the one that stays gets
 * the answer by {@link #merge}, between two messages. The other one is stopped when that has returned. If anything
 * fails before, it goes on as if it had not been asked, and is asked again.
 *
 * <p>The state of an instance is merged at most once, even if what the hub said about it was lost or came twice, and
 * not at all into an instance that has it already, because it was begun with it in a move that a partition interrupted.
 *
 * @param <S> the state
 */
public interface StateMerge<S> extends StateHandover<S> {

    /**
     * Unites the state of an instance that is about to be stopped with the own one; called between two messages.
     *
     * @param other what the other instance answered to {@link #handOver}
     * @throws Exception when that makes no sense. It is logged; this instance goes on, the other one is stopped, and
     *     its state is lost
     */
    void merge(S other) throws Exception;
}
