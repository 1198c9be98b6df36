package io.processhub.registry;

import io.processhub.cluster.NodeId;

/**
 * What somebody lacks of a log.
 *
 * @param origin whose log
 * @param from everything up to this version is there; 0 for nothing
 * @param to everything above this version is there or does not matter; {@link Long#MAX_VALUE} for no end
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
     * A gap without an end.
     *
     * @param origin whose log
     * @param from everything up to this version is there
     * @return all that comes after it
     */
    public static Gap after(NodeId origin, long from) {
        return new Gap(origin, from, Long.MAX_VALUE);
    }
}
