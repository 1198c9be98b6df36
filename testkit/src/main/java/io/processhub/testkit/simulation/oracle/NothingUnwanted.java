package io.processhub.testkit.simulation.oracle;

import java.util.List;

/** No process runs whose stop was acknowledged and that was not started since. */
public record NothingUnwanted() implements Invariant {

    @Override
    public List<String> breaches(Evidence evidence) {
        return evidence.wishes().unwanted().stream()
                .filter(id -> !evidence.world().copiesOf(id).isEmpty())
                .map(id -> id + " was stopped but runs on " + evidence.world().copiesOf(id))
                .toList();
    }
}
