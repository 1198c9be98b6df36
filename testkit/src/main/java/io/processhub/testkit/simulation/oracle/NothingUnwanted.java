package io.processhub.testkit.simulation.oracle;

import java.util.List;

/** No process runs after its stop was acknowledged, unless it was started again. */
public record NothingUnwanted() implements Invariant {

    @Override
    public List<String> breaches(Evidence evidence) {
        return evidence.intents().unwanted().stream()
                .filter(id -> !evidence.world().copiesOf(id).isEmpty())
                .map(id -> id + " was stopped but runs on " + evidence.world().copiesOf(id))
                .toList();
    }
}
