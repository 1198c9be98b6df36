package io.processhub.examples;

import io.processhub.strategy.distribution.DistributionStrategy;
import io.processhub.testkit.contract.DistributionContract;

// tag::contract[]
/** A strategy passes when this does; JUnit finds the tests in the contract. */
final class HomeFirstContractTest extends DistributionContract {
    @Override
    protected DistributionStrategy strategy() {
        return new HomeFirst("p1", "n2");
    }
}
// end::contract[]
