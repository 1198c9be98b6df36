package io.processhub.explain;

import io.processhub.cluster.NodeId;
import io.processhub.strategy.distribution.Candidate;

/**
 * A change of the members to try out. Nodes are called by their names, because one that is to join has no incarnation
 * yet. Immutable.
 */
public sealed interface Change {

    /** {@return the name of the node} */
    String node();

    /**
     * A member leaves, or dies.
     *
     * @param node its name
     */
    record Leave(String node) implements Change {}

    /**
     * A node joins.
     *
     * @param node its name; not that of a member
     * @param weight its share relative to the others; positive
     * @param zone what it shares its fate with; empty for none, at most 255 characters
     */
    record Join(String node, double weight, String zone) implements Change {

        /**
         * Checks that there could be such a node.
         *
         * @throws IllegalArgumentException when the name, the weight or the zone is not one that a node can have
         */
        public Join {
            node = new NodeId(node, 1).name();
            weight = Candidate.requireWeight(weight);
            zone = Candidate.requireZone(zone);
        }

        /**
         * With the standard weight, in no zone.
         *
         * @param node its name; not that of a member
         * @throws IllegalArgumentException when it is not a name that a node can have
         */
        public Join(String node) {
            this(node, 1, "");
        }
    }

    /**
     * A member gets another weight. A weight is set when a hub starts, so this is the outcome of a restart: the member
     * leaves and joins again, in the same zone, and has forgotten what it had parked. Other members have to keep the
     * registry meanwhile.
     *
     * @param node its name
     * @param weight its new share relative to the others; positive
     */
    record Weigh(String node, double weight) implements Change {

        /**
         * Checks the weight.
         *
         * @throws IllegalArgumentException when it is not a positive number
         */
        public Weigh {
            weight = Candidate.requireWeight(weight);
        }
    }
}
