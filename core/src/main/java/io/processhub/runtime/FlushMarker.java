package io.processhub.runtime;

/**
 * A message without content that no process sees. Its reply comes when all messages before it have been handled, here
 * or, after a move, where they were passed on to.
 */
public enum FlushMarker {
    /** The only one. */
    MARKER
}
