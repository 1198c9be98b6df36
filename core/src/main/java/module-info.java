/** Long-lived, named processes across a cluster: each once or in several copies, found and called by name. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // the test kit is built later
module io.processhub {
    requires static transitive org.jspecify;
    requires org.slf4j;
    requires com.google.protobuf;
    requires java.management;
    requires jdk.management;

    exports io.processhub;
    exports io.processhub.cluster;
    exports io.processhub.cluster.embedded;
    exports io.processhub.explain;
    exports io.processhub.hook;
    exports io.processhub.message;
    exports io.processhub.process;
    exports io.processhub.log;
    exports io.processhub.registry;
    exports io.processhub.spec;
    exports io.processhub.strategy.distribution;
    exports io.processhub.strategy.migration;
    exports io.processhub.strategy.partition;
    exports io.processhub.strategy.redundancy;
    exports io.processhub.strategy.synchronization;
    exports io.processhub.strategy.synchronization.gossip;
    exports io.processhub.environment;

    // The simulation of the test kit compares what a hub says with what runs.
    exports io.processhub.observation to
            io.processhub.testkit;
}
