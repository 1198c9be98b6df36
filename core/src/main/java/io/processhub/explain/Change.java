package io.processhub.explain;

import io.processhub.cluster.NodeId;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;

/**
 * A hypothetical change of the members. Nodes are identified by name, because a node that has not joined has no
 * incarnation. Immutable.
 */
public sealed interface Change {

    /** {@return the name of the node} */
    String node();

    /**
     * A member leaves or fails.
     *
     * @param node its name
     */
    record Leave(String node) implements Change {}

    /**
     * A node joins.
     *
     * @param node its name; not that of a member
     * @param weight its share relative to the others; positive
     * @param zone the failure zone: nodes of one zone tend to fail together; empty for none, at most 255 characters
     */
    record Join(String node, double weight, String zone) implements Change {

        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException when the name, the weight or the zone is not valid for a node
         */
        public Join {
            var candidate = new Candidate(new NodeId(node, 1), weight, zone);
            node = candidate.node().name();
            weight = candidate.weight();
            zone = candidate.zone();
        }

        /**
         * A node with the default weight, in no zone.
         *
         * @param node its name; not that of a member
         * @throws IllegalArgumentException when the name is not valid for a node
         */
        public Join(String node) {
            this(node, 1, "");
        }
    }

    /**
     * A member gets another weight. A weight is set when a hub starts, so this is the outcome of a restart: the member
     * leaves and joins again in the same zone, and has lost its parked state. Other members must keep the registry
     * meanwhile.
     *
     * @param node its name
     * @param weight its new share relative to the others; positive
     */
    record Weigh(String node, double weight) implements Change {

        /**
         * Checks the weight; whether there is such a member is checked when the change is tried out.
         *
         * @throws IllegalArgumentException when it is not a positive number
         */
        public Weigh {
            weight = new Candidate(new NodeId("member", 1), weight, "").weight();
        }
    }
}
