package io.processhub.strategy.distribution;

import io.processhub.cluster.NodeId;
import io.processhub.spec.ProcessId;
import io.processhub.text.WellFormed;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Where processes run. A strategy is a value: immutable, comparable by {@code equals}, and its {@code toString} tells
 * all its options, because nodes compare them when they meet.
 *
 * <p>When it throws or does not answer on the hub's thread, what it decided before stays, the hub is degraded, and the
 * strategy is asked again. An exception on the worker that tries a change out ends that dry run and nothing else.
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

    /**
     * A node that may be given processes.
     *
     * @param node who
     * @param weight its share relative to the others; positive, 1 unless configured
     * @param zone what it shares its fate with, such as a rack or a data centre; empty for none. Copies of one process
     *     avoid sharing a zone
     */
    record Candidate(NodeId node, double weight, String zone) {
        private static final int ZONE_CHARACTERS_MAX = 255;

        /**
         * Checks the weight and the zone.
         *
         * @throws IllegalArgumentException when the weight is not a positive number, or the zone is longer than 255
         *     characters or not valid Unicode
         */
        public Candidate {
            if (!(weight > 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException(
                        "weight " + weight + " is not a positive number; 1 is the weight of a node that says nothing");
            }
            if (zone.length() > ZONE_CHARACTERS_MAX) {
                throw new IllegalArgumentException("zone '" + zone + "' has " + zone.length()
                        + " characters; allowed are 0 to " + ZONE_CHARACTERS_MAX);
            }
            WellFormed.require("zone", zone);
        }
    }

    /**
     * Where processes belong, for one set of candidates. A pure function: equal candidates give equal owners on every
     * node. Asked on the hub's thread, and on a worker when a change is tried out. Must not block; what an exception
     * does is said at {@link DistributionStrategy}.
     */
    @FunctionalInterface
    interface Placement {

        /**
         * The nodes that are to run a process.
         *
         * @param id which process
         * @param copies how many nodes are wanted; positive
         * @param allowed which candidates may run this process
         * @return distinct nodes in order of preference; fewer than wanted when there are not enough
         */
        List<NodeId> owners(ProcessId id, int copies, Predicate<NodeId> allowed);

        /**
         * Explains how a candidate stands for a process.
         *
         * @param id which process
         * @param candidate one of those that this is the placement for
         * @return a few words for people; empty unless the strategy says otherwise
         */
        default String reason(ProcessId id, NodeId candidate) {
            return "";
        }

        /**
         * Compares with an earlier placement, so that not every process has to be placed anew when a few of many
         * candidates have changed.
         *
         * @param before a placement by the same strategy
         * @return whether a process, given with the owners it had by the earlier placement, is certain to have them
         *     still, for the same number of copies and as long as the same candidates may run it
         */
        default BiPredicate<ProcessId, List<NodeId>> keeping(Placement before) {
            return (id, owners) -> false;
        }
    }
}
