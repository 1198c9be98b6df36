package io.processhub.spec;

/** Why an instance of a process starts. */
public enum StartReason {
    /** A caller asked for the process. */
    FRESH,
    /** It ended by itself on this node and its policy starts it again. */
    RESTARTED,
    /** The node that ran it is gone, or has parked it after it kept failing there. */
    FAILED_OVER,
    /** Placement moved it here from a node that is still there. */
    MIGRATED
}
