package io.processhub.testkit.contract;

import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.gossip.Gossip;

/** However few members there are, no author sends its news to more than two. */
final class RelayedGossipContractTest extends SynchronizationContract {
    @Override
    protected SynchronizationStrategy strategy() {
        return new Gossip().recipients(2).directUpTo(0);
    }
}
