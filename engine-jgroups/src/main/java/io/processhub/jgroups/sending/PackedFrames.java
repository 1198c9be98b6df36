package io.processhub.jgroups.sending;

import org.jgroups.Address;
import org.jgroups.BytesMessage;

/** A message of frames that a {@link Peer} has batched, made by the thread of that peer. */
final class PackedFrames extends BytesMessage {
    private final Thread maker = Thread.currentThread();

    PackedFrames(Address to, byte[] packed, int bytes) {
        super(to, packed, 0, bytes);
    }

    /**
     * Whether its peer sends it now. When the receiver lacks it, another thread sends it again, which no member may
     * hold up.
     */
    boolean sentByPeer() {
        return Thread.currentThread().equals(maker);
    }
}
