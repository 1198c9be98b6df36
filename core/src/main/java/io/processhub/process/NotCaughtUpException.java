package io.processhub.process;

import io.processhub.cluster.NodeId;
import java.util.List;

/**
 * A node has not read all that members had written, which {@link Processes#caughtUp(java.time.Duration)} waits for.
 * What it has read counts: queries and calls work as they do without that wait. Immutable and thread-safe.
 */
public final class NotCaughtUpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<NodeId> members;

    /**
     * An exception with the members from which something may be missing.
     *
     * @param message why, as a sentence with the remedy
     * @param members which ones; not empty
     */
    public NotCaughtUpException(String message, List<NodeId> members) {
        super(message);
        this.members = List.copyOf(members);
    }

    /** {@return the members from which something may be missing, sorted; not empty} */
    public List<NodeId> members() {
        return members;
    }
}
