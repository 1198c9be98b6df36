package io.processhub.testkit.contract;

import io.processhub.strategy.partition.Divergence;
import io.processhub.strategy.partition.PartitionStrategy;

final class DivergenceContractTest extends PartitionContract {
    @Override
    protected PartitionStrategy strategy() {
        return new Divergence();
    }
}
