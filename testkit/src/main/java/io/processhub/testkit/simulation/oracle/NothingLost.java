package io.processhub.testkit.simulation.oracle;

import io.processhub.spec.ProcessId;
import java.util.List;

/**
 * Every process whose start was acknowledged and that was not stopped since runs with exactly the required number of
 * copies.
 *
 * @param copies the required number of copies; at least 1
 */
public record NothingLost(int copies) implements Invariant {

    @Override
    public List<String> breaches(Evidence evidence) {
        return evidence.intents().wanted().stream()
                .filter(id -> evidence.world().copiesOf(id).size() != copies)
                .map(id -> sentence(id, evidence.world()))
                .toList();
    }

    private String sentence(ProcessId id, World world) {
        return id + " must run with " + copies + " copies but runs on " + world.copiesOf(id);
    }
}
