package io.processhub.testkit.simulation.oracle;

import java.util.List;

/** Something that must hold in a cluster that has settled. */
@FunctionalInterface
public interface Invariant {

    /**
     * Looks for breaches.
     *
     * @param evidence what happened and what the hubs say
     * @return a sentence for each breach; empty when it holds
     */
    List<String> breaches(Evidence evidence);

    /** {@return all invariants that hold for a hub whose processes run once each} */
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
