package io.processhub.registry;

/** Why an instance ended. */
public enum EndCause {
    /** A stop was requested. */
    STOPPED,
    /** The process returned, and its restart policy does not start it again. */
    FINISHED,
    /** The process crashed, whether or not it will be started again. */
    CRASHED,
    /** The process runs on another node now. */
    MOVED,
    /** Another instance survived a conflict that a partition or a race had caused. */
    SUPERSEDED,
    /** Its node left, failed, or became unreachable. */
    NODE_LOST,
    /** Its node lost its quorum. */
    QUORUM_LOST
}
