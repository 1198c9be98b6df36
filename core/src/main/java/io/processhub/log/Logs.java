package io.processhub.log;

import io.processhub.cluster.NodeId;
import java.util.List;

/** Read access to the origin logs of a hub. Not thread-safe; confined to the hub's thread. */
public interface Logs {

    /** {@return this node} */
    NodeId self();

    /** {@return the other members of the hub, sorted} */
    List<NodeId> peers();

    /**
     * Returns how far this node knows a log.
     *
     * @param origin the node whose log it is
     * @return everything up to this version is known; 0 for an unknown log
     */
    long known(NodeId origin);

    /**
     * Reads a range of a log.
     *
     * @param gap the range to read
     * @param bytesMax the largest sum of {@link Entry#bytesMax()} over its entries, in bytes; at least one entry is
     *     read
     * @return the known part of the range, shortened when it exceeds {@code bytesMax}; without entries when none is
     *     known
     */
    Delta since(Gap gap, int bytesMax);

    /**
     * The version up to which a reader knows a log. Immutable.
     *
     * @param origin the node whose log it is
     * @param version everything up to this version is known; 0 for nothing
     */
    record Head(NodeId origin, long version) {

        /**
         * Checks the version.
         *
         * @throws IllegalArgumentException when it is negative
         */
        public Head {
            if (version < 0) {
                throw new IllegalArgumentException("head of " + origin + " at version " + version);
            }
        }
    }

    /**
     * A range of a log that a reader lacks. Immutable.
     *
     * @param origin the node whose log it is
     * @param from the reader has everything up to this version; 0 for nothing
     * @param to the reader has or does not need what is above this version; {@link Long#MAX_VALUE} for no end
     */
    record Gap(NodeId origin, long from, long to) {

        /**
         * Checks the bounds.
         *
         * @throws IllegalArgumentException when they are negative or in the wrong order
         */
        public Gap {
            if (from < 0 || to < from) {
                throw new IllegalArgumentException("gap in the log of " + origin + " from " + from + " to " + to);
            }
        }

        /**
         * Creates a gap without an end.
         *
         * @param origin the node whose log it is
         * @param from the reader has everything up to this version
         * @return the gap after that version
         */
        public static Gap after(NodeId origin, long from) {
            return new Gap(origin, from, Long.MAX_VALUE);
        }
    }
}
