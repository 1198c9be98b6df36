package io.processhub.examples;

import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.testkit.contract.SynchronizationContract;
import java.time.Duration;

// tag::contract[]
/** A strategy passes when this does; JUnit finds the tests in the contract. */
final class StarTest extends SynchronizationContract {
    @Override
    protected SynchronizationStrategy strategy() {
        return new Star(Duration.ofSeconds(5));
    }
}
// end::contract[]
