package io.processhub.jgroups;

import io.processhub.cluster.ClusterException;

/**
 * Thrown when the coordinator reports that a member uses the name of this node; that member may be an earlier
 * incarnation of this node that is not yet removed.
 */
final class NameTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    NameTakenException(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    /** The exception for the user when the name remains in use. */
    ClusterException refusal() {
        return new ClusterException(reason, this);
    }
}
