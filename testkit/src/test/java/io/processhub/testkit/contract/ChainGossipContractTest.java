package io.processhub.testkit.contract;

import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.gossip.Gossip;

final class ChainGossipContractTest extends SynchronizationContract {
    @Override
    protected SynchronizationStrategy strategy() {
        return new Gossip().recipients(1);
    }
}
