package io.processhub.replica;

/** What became of a delta. */
public enum Outcome {
    /** It told something new. */
    APPLIED,
    /** All of it was known. */
    STALE,
    /** Something before it is missing. */
    GAP,
    /** Its origin is not a member, or is this node. */
    FOREIGN
}
