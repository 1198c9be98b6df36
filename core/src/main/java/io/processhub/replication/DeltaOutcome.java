package io.processhub.replication;

/** The result of applying a delta. */
public enum DeltaOutcome {
    /** The delta contained news and was applied. */
    APPLIED,
    /** Everything in the delta was known. */
    STALE,
    /** The delta names an intent that is not known here: it was applied up to there. The rest must be read in full. */
    UNKNOWN_INTENT,
    /** An earlier part of the log is missing, so the delta was not applied. */
    GAP,
    /** The origin of the delta is not a member, or is this node. */
    FOREIGN
}
