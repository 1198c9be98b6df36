package io.processhub.strategy.synchronization.gossip;

import io.processhub.strategy.synchronization.SyncContext;
import io.processhub.strategy.synchronization.SyncMessage;

/** Says to tests of other packages what a message of Gossip is. */
public final class GossipKinds {
    private final GossipCodec codec;

    /**
     * Reads messages.
     *
     * @param logs resolves the nodes in them
     */
    public GossipKinds(SyncContext.Codec logs) {
        codec = new GossipCodec(logs);
    }

    private boolean is(SyncMessage message, Class<? extends GossipMessage> kind) {
        return message instanceof SyncMessage.Custom custom && kind.isInstance(codec.decode(custom));
    }

    /** {@return whether it is news that is relayed} */
    public boolean isRumour(SyncMessage message) {
        return is(message, GossipMessage.Rumour.class);
    }

    /** {@return whether it acknowledges a relay task of any kind} */
    public boolean acknowledges(SyncMessage message) {
        return is(message, GossipMessage.Acks.class) || is(message, GossipMessage.Report.class);
    }
}
