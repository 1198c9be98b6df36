/**
 * ProcessHub at the command line: runs nodes, asks them, and shows with a demo and with simulations that a cluster
 * survives the loss of some.
 */
@org.jspecify.annotations.NullMarked
module io.processhub.console {
    requires static transitive org.jspecify;
    requires transitive io.processhub;
    requires io.processhub.jgroups;
    requires io.processhub.testkit;
    requires com.fasterxml.jackson.annotation;
    requires info.picocli;
    requires java.net.http;
    requires jdk.httpserver;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.slf4j;
    requires tools.jackson.databind;

    exports io.processhub.console.workload;

    opens io.processhub.console.admin to
            tools.jackson.databind;
    opens io.processhub.console.cli to
            info.picocli;
    opens io.processhub.console.control to
            info.picocli;
    opens io.processhub.console.cut to
            tools.jackson.databind;
    opens io.processhub.console.demo to
            tools.jackson.databind;
    opens io.processhub.console.simulation to
            tools.jackson.databind;

    uses io.processhub.console.workload.ProcessTypes;
}
