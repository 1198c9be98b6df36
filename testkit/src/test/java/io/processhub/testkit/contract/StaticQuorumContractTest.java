package io.processhub.testkit.contract;

import io.processhub.strategy.partition.PartitionStrategy;
import io.processhub.strategy.partition.StaticQuorum;

final class StaticQuorumContractTest extends PartitionContract {
    @Override
    protected PartitionStrategy strategy() {
        return new StaticQuorum(3, true);
    }
}
