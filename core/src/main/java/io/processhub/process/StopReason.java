package io.processhub.process;

/** Why an instance of a process is stopped by the hub. */
public enum StopReason {
    /** A caller asked for it. */
    REQUESTED,
    /** It runs on another node now. */
    MOVED,
    /** Another instance was kept after a partition or a race. */
    SUPERSEDED,
    /** This node may not run processes until it has a quorum again. */
    QUORUM_LOST,
    /** The hub on this node closes. */
    HUB_CLOSED;

    /** {@return whether another instance is there to handle what this one will not} */
    public boolean replaced() {
        return this == MOVED || this == SUPERSEDED;
    }
}
