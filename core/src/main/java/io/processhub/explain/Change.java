package io.processhub.explain;

/** A change of the members to try out. Nodes are called by their names, because one that is to join has no more yet. */
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
     * @param zone what it shares its fate with; empty for none
     */
    record Join(String node, double weight, String zone) implements Change {

        /**
         * With the standard weight, in no zone.
         *
         * @param node its name; not that of a member
         */
        public Join(String node) {
            this(node, 1, "");
        }
    }

    /**
     * A member gets another weight.
     *
     * @param node its name
     * @param weight its new share relative to the others; positive
     */
    record Weigh(String node, double weight) implements Change {}
}
