package io.processhub.examples;

import io.processhub.ProcessHub;
import io.processhub.cluster.Node;
import io.processhub.message.Ask;
import io.processhub.process.ProcessType;
import java.time.Duration;

/** Two hubs that share a node, and nothing else. */
final class SeveralHubs {
    private SeveralHubs() {}

    /** Asks for the title of a page. */
    public record Page(int number) implements Ask<Page, String> {
        static final ProcessType<Page> TYPE = ProcessType.of("clerk", Page.class);
    }

    /** {@return what each hub says about a process of the same name} */
    static String use(Node node) {
        // tag::hubs[]
        ProcessHub orders = ProcessHub.builder("orders")
                .node(node)
                .process(
                        Page.TYPE,
                        () -> page ->
                                page.reply(page.body(), "order " + page.body().number()))
                .start();
        ProcessHub reports = ProcessHub.builder("reports")
                .node(node)
                .process(
                        Page.TYPE,
                        () -> page ->
                                page.reply(page.body(), "report " + page.body().number()))
                .start();
        var bob = orders.start(Page.TYPE.spec("bob")).join().ref();
        var other = reports.start(Page.TYPE.spec("bob")).join().ref(); // another bob
        // end::hubs[]
        String said =
                bob.ask(new Page(1)).join() + ", " + other.ask(new Page(1)).join();
        // tag::close[]
        reports.close(Duration.ZERO); // at once: the others start again what ran here
        orders.close(); // the others take over first, within the grace period
        node.close(); // its own hubs first
        // end::close[]
        return said;
    }
}
