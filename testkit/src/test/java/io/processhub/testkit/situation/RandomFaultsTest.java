package io.processhub.testkit.situation;

import io.processhub.testkit.contract.Storm;
import io.processhub.testkit.simulation.Faults;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.Span;
import java.time.Duration;

/** Anything goes wrong at any time for a minute; then it is quiet, and everything must be in order. */
final class RandomFaultsTest {
    private static final Storm STORM = new Storm(5, 60, Duration.ofMinutes(1));

    @Seeds(40)
    void inAFairNetwork(long seed) {
        STORM.over(SimulatedCluster.of(5).seed(seed).start());
    }

    @Seeds(20)
    void inANetworkThatLosesAndReorders(long seed) {
        Faults bad = Faults.NONE.loss(0.02).duplication(0.02).delay(Span.ofMillis(1, 20));
        STORM.over(SimulatedCluster.of(5).seed(seed).faults(bad).start());
    }
}
