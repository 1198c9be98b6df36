package io.processhub.strategy.synchronization.gossip;

import io.processhub.cluster.NodeId;
import io.processhub.log.Logs;
import io.processhub.strategy.synchronization.SyncContext;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** What the parts of one node's gossip share: the options, the hub around them, and one way to send and to count. */
record GossipContext(Gossip settings, SyncContext hub, GossipCodec codec, Tally tally) {
    private static final int NUMBER_BYTES_MAX = 10;

    /** The kind, and how long each of three lists is. */
    private static final int LISTS_BYTES_MAX = 16;

    GossipContext(Gossip settings, SyncContext hub) {
        this(settings, hub, new GossipCodec(hub.codec()), new Tally());
    }

    NodeId self() {
        return logs().self();
    }

    Logs logs() {
        return hub.logs();
    }

    RandomGenerator random() {
        return hub.random();
    }

    long nanos() {
        return hub.nanos();
    }

    void after(Duration delay, Runnable task) {
        hub.after(delay, task);
    }

    void send(NodeId to, GossipMessage message) {
        hub.send(List.of(to), codec.encode(message));
    }

    /** {@return how many numbers of relay tasks fit into one message} */
    int numbersMax() {
        return Math.max(3, (hub.customBytesMax() - LISTS_BYTES_MAX) / NUMBER_BYTES_MAX);
    }
}
