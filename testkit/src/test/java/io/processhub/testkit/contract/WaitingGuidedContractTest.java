package io.processhub.testkit.contract;

import io.processhub.spec.ProcessId;
import io.processhub.strategy.distribution.DistributionStrategy;
import io.processhub.strategy.distribution.Guided;
import io.processhub.strategy.distribution.Guided.WhenAway;
import java.util.List;

final class WaitingGuidedContractTest extends DistributionContract {
    @Override
    protected DistributionStrategy strategy() {
        return new Guided(WhenAway.WAIT);
    }

    @Override
    protected List<String> named(ProcessId process, List<String> nodes) {
        return List.of(nodes.get(Math.floorMod(process.value().hashCode(), nodes.size())));
    }

    @Override
    protected boolean alwaysPlaces() {
        return false;
    }
}
