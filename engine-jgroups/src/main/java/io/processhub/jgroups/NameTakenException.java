package io.processhub.jgroups;

import io.processhub.cluster.ClusterException;

/** The coordinator says that a member uses the name of this node; may be a former self that is not yet buried. */
final class NameTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    NameTakenException(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    /** What to tell the user when the name stays taken. */
    ClusterException refusal() {
        return new ClusterException(reason, this);
    }
}
