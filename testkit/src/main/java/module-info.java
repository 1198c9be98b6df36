/** For those who test hubs, and for those who write engines. */
@org.jspecify.annotations.NullMarked
module io.processhub.testkit {
    requires static transitive org.jspecify;
    requires transitive io.processhub;
    requires transitive org.junit.jupiter.api;
    requires org.assertj.core;

    exports io.processhub.testkit.contract;

    // JUnit calls the package-private tests of the contracts by reflection.
    opens io.processhub.testkit.contract;
}
