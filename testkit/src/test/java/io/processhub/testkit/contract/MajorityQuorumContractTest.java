package io.processhub.testkit.contract;

import io.processhub.strategy.partition.MajorityQuorum;
import io.processhub.strategy.partition.PartitionStrategy;

final class MajorityQuorumContractTest extends PartitionContract {
    @Override
    protected PartitionStrategy strategy() {
        return new MajorityQuorum(5, true);
    }
}
