package io.processhub.testkit.contract;

import io.processhub.strategy.partition.DynamicQuorum;
import io.processhub.strategy.partition.PartitionStrategy;

final class DynamicQuorumContractTest extends PartitionContract {
    @Override
    protected PartitionStrategy strategy() {
        return new DynamicQuorum(60);
    }
}
