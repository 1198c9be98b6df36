/**
 * What tests of processes and engines need: a cluster simulated in virtual time from one seed, with faults and an
 * oracle.
 */
@org.jspecify.annotations.NullMarked
module io.processhub.testkit {
    requires transitive io.processhub;
    requires transitive org.junit.jupiter.api;
    requires transitive org.junit.jupiter.params;
    requires static org.jspecify;

    exports io.processhub.testkit.simulation;
    exports io.processhub.testkit.simulation.oracle;
}
