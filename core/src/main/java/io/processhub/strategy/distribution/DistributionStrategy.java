package io.processhub.strategy.distribution;

import java.util.List;

/**
 * Where processes run. A strategy is a value: immutable, comparable by {@code equals}, and its {@code toString} tells
 * all its options, because nodes compare them when they meet.
 */
public interface DistributionStrategy {

    /**
     * Opens the placement for one set of candidates. Called on the hub's thread whenever the set changes; must not
     * block.
     *
     * @param candidates sorted by node; may be empty
     * @return a pure function
     */
    Placement over(List<Candidate> candidates);

    /** {@return the rule by which it chooses, for people; what is the same for all processes} */
    default String rule() {
        return toString();
    }
}
