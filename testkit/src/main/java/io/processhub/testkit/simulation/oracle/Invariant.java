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

    /**
     * The invariants of every hub, whatever the types of its processes and its strategies are. How many copies must
     * run, and whether one of them is active, follows from the redundancy strategy.
     *
     * @return an immutable list
     */
    static List<Invariant> standard() {
        return List.of(
                new RegistriesEqual(),
                new RegistriesTrue(),
                new RolesTrue(),
                new RequiredCopies(),
                new NothingUnwanted(),
                new OncePerNode(),
                new EpochsGrow(),
                whereOneIsActive(new OneActive()),
                whereOneIsActive(new TermsGrow()));
    }

    private static Invariant whereOneIsActive(Invariant invariant) {
        return evidence -> evidence.oneActive() ? invariant.breaches(evidence) : List.of();
    }
}
