package io.processhub.console.input;

import io.processhub.strategy.synchronization.PubSub;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.gossip.Gossip;
import java.util.Locale;

/** How registries learn from one another, by the names that people type. */
public enum Sync {
    /** Every node tells every other. */
    PUBSUB,
    /** Nodes pass news on to some others. */
    GOSSIP;

    /** {@return the strategy, with its standard settings} */
    public SynchronizationStrategy strategy() {
        return switch (this) {
            case PUBSUB -> new PubSub();
            case GOSSIP -> new Gossip();
        };
    }

    /** {@return its name as people type it} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
