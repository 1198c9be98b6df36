package io.processhub.testkit.contract;

import io.processhub.strategy.distribution.DistributionStrategy;
import io.processhub.strategy.distribution.LoadBalanced;

final class LoadBalancedContractTest extends DistributionContract {
    @Override
    protected DistributionStrategy strategy() {
        return new LoadBalanced();
    }
}
