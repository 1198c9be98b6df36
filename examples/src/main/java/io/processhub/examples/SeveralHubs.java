package io.processhub.examples;

import io.processhub.ProcessHub;
import io.processhub.cluster.Node;
import io.processhub.process.ProcessType;
import java.time.Duration;

/** Two hubs that share a node, and nothing else. */
final class SeveralHubs {
    private SeveralHubs() {}

    /** {@return what each hub says about a process of the same name} */
    static String use(Node node) {
        // tag::hubs[]
        ProcessHub orders = ProcessHub.builder("orders")
                .node(node)
                .process(
                        ProcessType.of("clerk", String.class),
                        () -> message -> message.replyUntyped("order " + message.body()))
                .start();
        ProcessHub reports = ProcessHub.builder("reports")
                .node(node)
                .process(
                        ProcessType.of("clerk", String.class),
                        () -> message -> message.replyUntyped("report " + message.body()))
                .start();
        orders.start(ProcessType.of("clerk", String.class).spec("bob")).join();
        reports.start(ProcessType.of("clerk", String.class).spec("bob")).join(); // another bob
        // end::hubs[]
        String said = orders.untyped("bob").ask("1", String.class).join() + ", "
                + reports.untyped("bob").ask("1", String.class).join();
        // tag::close[]
        reports.close(Duration.ZERO); // at once: the others start again what ran here
        orders.close(); // the others take over first, within the grace period
        node.close(); // its own hubs first
        // end::close[]
        return said;
    }
}
