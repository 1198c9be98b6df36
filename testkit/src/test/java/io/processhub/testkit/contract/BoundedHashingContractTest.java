package io.processhub.testkit.contract;

import io.processhub.strategy.distribution.ConsistentHashing;
import io.processhub.strategy.distribution.DistributionStrategy;

final class BoundedHashingContractTest extends DistributionContract {
    @Override
    protected DistributionStrategy strategy() {
        return new ConsistentHashing(0.1);
    }
}
