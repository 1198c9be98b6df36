package io.processhub.registry;

/** Why an instance is gone. */
public enum EndCause {
    /** Somebody asked for it. */
    STOPPED,
    /** It returned, and its policy does not start it again. */
    FINISHED,
    /** It crashed, whether or not it will be started again. */
    CRASHED,
    /** It runs on another node now. */
    MOVED,
    /** Another instance was kept after a partition or a race. */
    SUPERSEDED,
    /** Its node left, died, or cannot be reached. */
    NODE_LOST,
    /** Its node lost its quorum. */
    QUORUM_LOST
}
