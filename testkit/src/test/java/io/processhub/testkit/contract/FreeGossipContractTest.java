package io.processhub.testkit.contract;

import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.gossip.Gossip;

final class FreeGossipContractTest extends SynchronizationContract {
    @Override
    protected SynchronizationStrategy strategy() {
        return new Gossip().restrictedInit(false);
    }
}
