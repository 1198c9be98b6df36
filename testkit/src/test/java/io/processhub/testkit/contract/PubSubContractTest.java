package io.processhub.testkit.contract;

import io.processhub.strategy.synchronization.PubSub;
import io.processhub.strategy.synchronization.SynchronizationStrategy;

final class PubSubContractTest extends SynchronizationContract {
    @Override
    protected SynchronizationStrategy strategy() {
        return new PubSub();
    }
}
