package io.processhub.examples;

import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.testkit.contract.SynchronizationContract;
import java.time.Duration;

final class HashFirstTest extends SynchronizationContract {
    @Override
    protected SynchronizationStrategy strategy() {
        return new HashFirst(Duration.ofSeconds(5));
    }
}
