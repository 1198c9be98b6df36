package io.processhub.cluster;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The port to a cluster engine, which provides two things: the set of reachable members, and the transport of frames.
 * The hub implements everything else.
 *
 * <p>Delivery is best effort: a frame may be lost, duplicated or overtaken, but never altered. The hub's protocols
 * recover from loss, duplication and reordering.
 *
 * <p>For implementors: every method must be thread-safe and, except {@link #join} and {@link #close}, must not block.
 * The engine queues a frame that cannot be sent at once; when the bounded queue is full, it drops the frame and counts
 * it. Listener calls are serialized, may come from any thread, and must return quickly; {@link Delivery} enforces the
 * serialization. Views may split, shrink and merge in any order; each view contains all members that are reachable now.
 */
public interface Cluster extends AutoCloseable {

    /** {@return the identity of this node; constant for the lifetime of the engine} */
    NodeId self();

    /**
     * Joins the cluster. Must be called once, before any send. Blocks until the listener has received the first view.
     *
     * @param listener receives the first view before this method returns, and every later view and frame
     * @throws ClusterException when this node cannot join; the engine is then closed
     * @throws IllegalStateException when called a second time
     */
    void join(Listener listener);

    /**
     * Sends a frame and returns without waiting. Drops the frame silently when the receiver is not reachable, when this
     * node has not joined, and when this node is closed.
     *
     * @param to the receiver; may be this node
     * @param frame at most {@link #frameBytesMax()} long; neither the caller nor the engine changes it any more, and
     *     the caller may send it to other receivers
     * @throws IllegalArgumentException when the frame is too long
     */
    void send(NodeId to, byte[] frame);

    /** {@return the size in bytes of the largest frame that can be sent, at least 1,024} */
    int frameBytesMax();

    /**
     * The nodes that this one should reach but does not hear, that do not hear it, or that do not count it. They may be
     * in the view or left out of it. For monitoring.
     *
     * @return sorted; empty while all is well, and on engines that do not measure it
     */
    default List<NodeId> unheard() {
        return List.of();
    }

    /**
     * Leaves the cluster and releases all resources. Idempotent. No listener call begins after this method returns. May
     * wait for a listener call in progress, unless invoked from that call.
     */
    @Override
    void close();

    /** Receives views and frames from the engine, one call at a time. */
    interface Listener {
        /**
         * The set of reachable nodes changed.
         *
         * @param view the new view; its number is greater than that of every earlier view
         */
        void onView(View view);

        /**
         * A frame was received.
         *
         * @param from the sender; may have left the view since
         * @param frame exactly the bytes that were sent; owned by the listener
         */
        void onFrame(NodeId from, byte[] frame);

        /**
         * A frame was received together with others. The default copies it and calls {@link #onFrame(NodeId, byte[])}.
         *
         * @param from the sender; may have left the view since
         * @param frame from its position to its limit exactly the bytes that were sent, which are not changed any more;
         *     the buffer is owned by the listener
         */
        default void onFrame(NodeId from, ByteBuffer frame) {
            byte[] copy = new byte[frame.remaining()];
            frame.get(copy);
            onFrame(from, copy);
        }

        /**
         * The engine cannot go on, for example because it can accept no connection any more. What runs on this node
         * must end here, so that other nodes take over; the engine leaves the cluster a moment later. The default does
         * nothing.
         *
         * @param cause why
         */
        default void onEnd(Throwable cause) {}
    }

    /**
     * The set of nodes that one node can reach at one moment. Immutable.
     *
     * @param number increases with every view of the same node; numbers of different nodes are not comparable
     * @param self the node whose view this is; always a member
     * @param members all reachable nodes including {@code self}, sorted, no duplicates
     */
    record View(long number, NodeId self, List<NodeId> members) {

        /**
         * Sorts and copies the members.
         *
         * @throws IllegalArgumentException when {@code self} is not among the members
         */
        public View {
            members = members.stream().sorted().distinct().toList();
            if (!members.contains(self)) {
                throw new IllegalArgumentException("view " + number + " of " + self + " lacks itself: " + members);
            }
        }

        /** {@return all members but this node, sorted} */
        public List<NodeId> peers() {
            return members.stream().filter(member -> !member.equals(self)).toList();
        }
    }
}
