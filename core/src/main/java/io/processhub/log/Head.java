package io.processhub.log;

import io.processhub.cluster.NodeId;

/**
 * The version up to which a reader knows a log. Immutable.
 *
 * @param origin the node whose log it is
 * @param version everything up to this version is known; 0 for nothing
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
