package io.processhub.examples.placement;

import io.processhub.strategy.partition.PartitionStrategy;
import io.processhub.testkit.contract.PartitionContract;

// tag::contract[]
/** A strategy passes when this does; JUnit finds the tests in the contract. */
final class AnchoredTest extends PartitionContract {
    @Override
    protected PartitionStrategy strategy() {
        return new Anchored("n3");
    }
}
// end::contract[]
