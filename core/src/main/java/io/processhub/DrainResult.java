package io.processhub;

import io.processhub.cluster.NodeId;

/** What became of a node that was asked to leave. Immutable. */
public sealed interface DrainResult {

    /** {@return which node} */
    NodeId node();

    /**
     * Whether the hub runs on the node no longer, as far as the node that answers knows.
     *
     * @return false when it is still there, and when nothing is known about it any more
     */
    default boolean gone() {
        return switch (this) {
            case Left left -> true;
            case Lost lost -> true;
            case NotAMember unknown -> true;
            case StillThere there -> false;
            case Unknown unknown -> false;
        };
    }

    /**
     * It handed its processes over as far as the grace period allowed, stopped the rest, and said goodbye.
     *
     * @param node which node
     */
    record Left(NodeId node) implements DrainResult {}

    /**
     * It is gone, but did not say goodbye: it crashed, it cannot be reached, or its goodbye was lost. What it had not
     * handed over starts elsewhere without its state.
     *
     * @param node which node
     */
    record Lost(NodeId node) implements DrainResult {}

    /**
     * It did not leave within the grace period and ten seconds more. It may have heard nothing, or still be at it.
     *
     * @param node which node
     */
    record StillThere(NodeId node) implements DrainResult {}

    /**
     * It was no member of the hub when it was to leave; nothing was done.
     *
     * @param node which node
     */
    record NotAMember(NodeId node) implements DrainResult {}

    /**
     * The hub that was called was closed before it had an answer, or is closed. The node may have been asked; another
     * member can tell.
     *
     * @param node which node
     */
    record Unknown(NodeId node) implements DrainResult {}
}
