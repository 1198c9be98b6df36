package io.processhub.strategy.distribution;

import java.util.List;

/**
 * Where processes run. A strategy is a value: immutable, comparable by {@code equals}, and its {@code toString} tells
 * all its options, because nodes compare them when they meet.
 *
 * <p>Must not throw: an exception on the hub's thread ends the hub on this node, and the other nodes take its processes
 * over. An exception on the worker that tries a change out ends that dry run and nothing else.
 */
public interface DistributionStrategy {

    /**
     * Opens the placement for one set of candidates. Called on the hub's thread whenever the set changes, and on a
     * worker to try a change out; must not block.
     *
     * @param candidates sorted by node; may be empty
     * @return a pure function
     */
    Placement over(List<Candidate> candidates);

    /**
     * The rule by which it chooses, which is the same for all processes.
     *
     * @return a few words for people; its text unless the strategy says otherwise
     */
    default String rule() {
        return toString();
    }
}
