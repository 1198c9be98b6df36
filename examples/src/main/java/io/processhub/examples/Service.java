package io.processhub.examples;

import io.processhub.ProcessHub;
import io.processhub.cluster.Node;
import io.processhub.jgroups.JGroupsCluster;
import io.processhub.message.Ask;
import io.processhub.process.ProcessType;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A service of several machines, without any framework. */
public final class Service {
    private Service() {}

    // tag::nodes[]
    /**
     * The only message of its protocol, so the protocol is the record itself.
     *
     * @param name of the caller
     */
    public record Greet(String name) implements Ask<Greet, String> {
        static final ProcessType<Greet> TYPE = ProcessType.of("greeter", Greet.class);
    }

    static Node join(String name, InetSocketAddress bind, List<InetSocketAddress> hosts) {
        return Node.join(JGroupsCluster.tcp(name, bind, hosts).build());
    }

    static ProcessHub open(Node node) {
        return ProcessHub.builder("greetings")
                .node(node)
                .process(
                        Greet.TYPE,
                        () -> message -> message.reply(
                                message.body(), "Hello, " + message.body().name()))
                .ensure(Greet.TYPE.spec("greeter"))
                .start();
    }
    // end::nodes[]

    // tag::main[]
    /**
     * Runs one node until the JVM is told to end.
     *
     * @param args name of the node, then host:port of this node, then host:port of others
     * @throws InterruptedException when interrupted while it runs
     */
    public static void main(String[] args) throws InterruptedException {
        List<InetSocketAddress> hosts =
                Arrays.stream(args).skip(1).map(Service::address).toList();
        Node node = join(args[0], hosts.getFirst(), hosts);
        ProcessHub hub = open(node);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            hub.close(); // the others take over what runs here
            node.close();
        }));
        new CountDownLatch(1).await(); // the threads of a hub are daemons
    }
    // end::main[]

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
}
