package io.processhub.registry;

import io.processhub.cluster.NodeId;

/**
 * How far somebody has read a log.
 *
 * @param origin whose log
 * @param version everything up to here is known; 0 for nothing
 */
public record Head(NodeId origin, long version) {

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
