package io.processhub.runtime;

/**
 * A message without content that no process sees. Its reply comes when all messages before it have been handled, here
 * or, after a move, on the node to which they were forwarded.
 */
public enum FlushMarker {
    /** The only one. */
    MARKER
}
