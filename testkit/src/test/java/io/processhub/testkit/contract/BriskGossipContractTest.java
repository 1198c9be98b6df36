package io.processhub.testkit.contract;

import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.gossip.Gossip;
import java.time.Duration;

final class BriskGossipContractTest extends SynchronizationContract {
    @Override
    protected SynchronizationStrategy strategy() {
        return new Gossip().interval(Duration.ofSeconds(1));
    }
}
