/**
 * For those who test hubs, and for those who write engines: a cluster simulated in virtual time from one seed, with
 * faults and an oracle, and the contracts that implementations pass.
 */
@org.jspecify.annotations.NullMarked
module io.processhub.testkit {
    requires static transitive org.jspecify;
    requires transitive io.processhub;

    // Only who writes tests with it needs these; the simulation by itself runs without.
    requires static org.junit.jupiter.api;
    requires static org.junit.jupiter.params;
    requires static org.assertj.core;

    exports io.processhub.testkit.contract;
    exports io.processhub.testkit.simulation;
    exports io.processhub.testkit.simulation.oracle;
    exports io.processhub.testkit.simulation.trial;

    // JUnit calls the package-private tests of the contracts by reflection.
    opens io.processhub.testkit.contract;
}
