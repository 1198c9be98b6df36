package io.processhub.log;

import io.processhub.cluster.NodeId;

/**
 * A range of a log that a reader lacks. Immutable.
 *
 * @param origin the node whose log it is
 * @param from the reader has everything up to this version; 0 for nothing
 * @param to the reader has or does not need what is above this version; {@link Long#MAX_VALUE} for no end
 */
public record Gap(NodeId origin, long from, long to) {

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
