package io.processhub.cluster;

/**
 * What a node needs from a cluster engine: to know who is there, and to pass bytes. Everything else is the hub's own.
 *
 * <p>Delivery is best effort: a frame may be lost, duplicated or overtaken, but never altered. The hub repairs the
 * rest.
 *
 * <p>For implementors: every method may be called from any thread and, but for {@link #join} and {@link #close}, must
 * not block; a send that cannot go out at once is queued, and dropped and counted when its bounded queue is full. The
 * listener is called one call at a time, from any thread, and returns quickly; {@link Delivery} sees to that. Views may
 * split, shrink and merge in any order; each names all members that are reachable now.
 */
public interface Cluster extends AutoCloseable {

    /** {@return the identity the other nodes know this one by; the same for the life of the engine} */
    NodeId self();

    /**
     * Joins the cluster. Called once, before any send. Blocks until the first view is there.
     *
     * @param listener hears of the first view before this method returns, and of everything after it
     * @throws ClusterException when this node cannot join; the engine is then closed
     * @throws IllegalStateException when called a second time
     */
    void join(Listener listener);

    /**
     * Sends a frame and returns without waiting. Drops it silently when the receiver is not reachable, also before this
     * node has joined and after it was closed.
     *
     * @param to the receiver; may be this node
     * @param frame at most {@link #frameBytesMax()} long; belongs to the engine from now on
     * @throws IllegalArgumentException when the frame is too long
     */
    void send(NodeId to, byte[] frame);

    /** {@return the size in bytes of the largest frame that can be sent, at least 1,024} */
    int frameBytesMax();

    /**
     * Leaves the cluster and frees everything. Idempotent; no listener call begins after it returns. May wait for one
     * that is under way, unless called from it.
     */
    @Override
    void close();

    /** Hears what the engine has to say. */
    interface Listener {
        /**
         * The set of reachable nodes changed.
         *
         * @param view the new view; its number is greater than every one before
         */
        void onView(ClusterView view);

        /**
         * A frame arrived.
         *
         * @param from who sent it; may have left since
         * @param frame exactly the bytes that were sent; belongs to the listener
         */
        void onFrame(NodeId from, byte[] frame);
    }
}
