package io.processhub.examples;

import io.processhub.ProcessHub;
import io.processhub.cluster.Node;
import io.processhub.process.ProcessSpec;
import java.time.Duration;

/** Two hubs that share a node, and nothing else. */
final class SeveralHubs {
    private SeveralHubs() {}

    /** {@return what each hub says about a process of the same name} */
    static String use(Node node) {
        // tag::hubs[]
        ProcessHub orders = ProcessHub.builder("orders")
                .node(node)
                .process("clerk", () -> message -> message.reply("order " + message.body()))
                .start();
        ProcessHub reports = ProcessHub.builder("reports")
                .node(node)
                .process("clerk", () -> message -> message.reply("report " + message.body()))
                .start();
        orders.start(ProcessSpec.of("bob", "clerk")).join();
        reports.start(ProcessSpec.of("bob", "clerk")).join(); // another bob
        // end::hubs[]
        String said = orders.ref("bob").<String>ask("1").join() + ", "
                + reports.ref("bob").<String>ask("1").join();
        // tag::close[]
        reports.close(Duration.ZERO); // at once: the others start again what ran here
        orders.close(); // the others take over first, within the grace period
        node.close(); // its own hubs first
        // end::close[]
        return said;
    }
}
