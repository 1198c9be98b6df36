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

    /**
     * Whether a message is news that is relayed.
     *
     * @param message any
     * @return true for a rumour
     */
    public boolean relaysNews(SyncMessage message) {
        return is(message, GossipMessage.Rumour.class);
    }

    /**
     * Whether a message acknowledges a relay task of any kind.
     *
     * @param message any
     * @return true for acknowledgements and reports
     */
    public boolean acknowledges(SyncMessage message) {
        return is(message, GossipMessage.Acks.class) || is(message, GossipMessage.Report.class);
    }
}
