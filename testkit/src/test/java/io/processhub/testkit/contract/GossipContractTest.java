package io.processhub.testkit.contract;

import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.gossip.Gossip;

final class GossipContractTest extends SynchronizationContract {
    @Override
    protected SynchronizationStrategy strategy() {
        return new Gossip();
    }
}
