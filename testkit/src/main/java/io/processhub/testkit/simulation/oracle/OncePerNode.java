package io.processhub.testkit.simulation.oracle;

import java.util.List;

/** At no moment did a node run two instances of one process. */
public record OncePerNode() implements Invariant {

    @Override
    public List<String> breaches(Evidence evidence) {
        return evidence.world().doubles();
    }
}
