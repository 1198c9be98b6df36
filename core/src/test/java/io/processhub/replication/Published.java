package io.processhub.replication;

/** Lets tests without a coordinator, which publishes each turn, look at what callers would see. */
public final class Published {
    private Published() {}

    /**
     * Publishes all that has changed.
     *
     * @param registry where
     * @return the same registry
     */
    public static ReplicatedRegistry by(ReplicatedRegistry registry) {
        registry.publish();
        return registry;
    }
}
