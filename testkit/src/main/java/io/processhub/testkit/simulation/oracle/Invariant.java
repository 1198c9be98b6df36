package io.processhub.testkit.simulation.oracle;

import java.util.List;

/** A property that must hold in a cluster that has settled. */
@FunctionalInterface
public interface Invariant {

    /**
     * Checks the invariant.
     *
     * @param evidence the data to check
     * @return a sentence for each breach; empty when it holds
     */
    List<String> breaches(Evidence evidence);

    /** {@return all invariants of a hub whose processes run as a single copy each} */
    static List<Invariant> standard() {
        return List.of(
                new RegistriesEqual(),
                new RegistriesTrue(),
                new NothingLost(1),
                new NothingUnwanted(),
                new OncePerNode(),
                new EpochsGrow());
    }
}
