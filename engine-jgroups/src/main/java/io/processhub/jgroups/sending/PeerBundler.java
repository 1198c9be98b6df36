package io.processhub.jgroups.sending;

import org.jgroups.Address;
import org.jgroups.Message;
import org.jgroups.protocols.PerDestinationBundler;

/**
 * Has what a {@link Peer} has batched written on the thread of that peer, which waits for no other member. While it
 * waits for its own, more frames come, so that batches are as large as the connection is slow; and no other thread has
 * to be woken. All other messages go through the queues of the superclass. Thread-safe.
 */
public final class PeerBundler extends PerDestinationBundler {
    private final Wire wire;

    /** The connections to members. */
    @FunctionalInterface
    public interface Wire {
        /**
         * Writes to the connection to a member; may wait for it.
         *
         * @param member the receiver
         * @param content holds the message; not kept
         * @param offset where the message begins
         * @param bytes the length of the message
         * @return whether the physical address of the member is known
         * @throws Exception when it cannot be written
         */
        boolean write(Address member, byte[] content, int offset, int bytes) throws Exception;
    }

    /**
     * A bundler that is not in use yet.
     *
     * @param wire writes what peers send
     */
    public PeerBundler(Wire wire) {
        this.wire = wire;
    }

    @Override
    public void send(Message message) throws Exception {
        if (!(message instanceof PackedFrames frames) || !frames.sentByPeer() || !written(frames)) {
            super.send(message);
        }
    }

    private boolean written(PackedFrames frames) throws Exception {
        if (frames.getSrc() == null) {
            frames.setSrc(local_addr);
        }
        int begin = frames.begin();
        return begin >= 0 && wire.write(frames.getDest(), frames.getArray(), begin, frames.bytesFrom(begin));
    }
}
