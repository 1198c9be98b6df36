package io.processhub.testkit.simulation.oracle;

import java.util.List;

/**
 * At no moment were two copies of a process active. Holds while the nodes can communicate: in a split each part has an
 * active copy, and so has a node that was wrongly considered failed.
 */
public record NeverTwoActive() implements Invariant {

    @Override
    public List<String> breaches(Evidence evidence) {
        return evidence.world().rivals();
    }
}
