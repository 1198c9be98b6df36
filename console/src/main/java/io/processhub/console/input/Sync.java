package io.processhub.console.input;

import io.processhub.strategy.synchronization.PubSub;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.gossip.Gossip;
import java.util.Locale;

/** How nodes synchronize their registries; the values of the option {@code --sync}. */
public enum Sync {
    /** Every node sends its changes to every other node. */
    PUBSUB,
    /** Nodes forward changes to some other nodes. */
    GOSSIP;

    /** {@return the strategy, with its standard settings} */
    public SynchronizationStrategy strategy() {
        return switch (this) {
            case PUBSUB -> new PubSub();
            case GOSSIP -> new Gossip();
        };
    }

    /** {@return its value on the command line} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
