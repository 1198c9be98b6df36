package io.processhub.console.demo;

import io.processhub.console.admin.AdminClient;
import io.processhub.console.input.Partition;
import io.processhub.console.input.Replicas;
import io.processhub.console.input.Sync;
import io.processhub.console.input.Wanted;
import io.processhub.console.node.NodeSettings;
import io.processhub.console.node.Ports;
import io.processhub.console.node.RunningNode;
import io.processhub.console.workload.KnownTypes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * The training run of the JVM's ahead-of-time cache, which the script does once after it has built: two nodes in this
 * JVM, of which the second joins the first and gets its share. Later JVMs find in the cache what they would load and
 * link (JEP 483, JEP 514).
 */
@Command(name = "training-run", hidden = true, description = "Runs what nodes run when they begin, for the AOT cache.")
public final class TrainingRun implements Callable<Integer> {
    private static final int PROCESSES = 200;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final KnownTypes types = KnownTypes.load();
    private final List<Integer> ports = Ports.free(2);

    /** Takes two free ports. */
    public TrainingRun() {}

    @Override
    public Integer call() {
        DemoFolder folder = DemoFolder.create();
        try {
            begin(folder);
        } finally {
            folder.delete();
        }
        return 0;
    }

    private void begin(DemoFolder folder) {
        RunningNode first = RunningNode.start(settings(folder, 0, DemoSpecs.echoes(PROCESSES)), types);
        try (first) {
            join(folder);
        }
    }

    private void join(DemoFolder folder) {
        RunningNode second = RunningNode.start(settings(folder, 1, List.of()), types);
        try (second;
                AdminClient client = new AdminClient(second.adminAddress().orElseThrow(), folder.token())) {
            Patience.of(LIMIT).until("the second node to have its share", () -> missing(client));
        }
    }

    private static Optional<String> missing(AdminClient client) {
        boolean whole = client.local().size() >= PROCESSES / 4
                && !client.status().membership().redistributing();
        return whole ? Optional.empty() : Optional.of("it has not");
    }

    private NodeSettings settings(DemoFolder folder, int index, List<Wanted> wanted) {
        List<InetSocketAddress> hosts = index == 0 ? List.of() : List.of(loopback(ports.getFirst()));
        return new NodeSettings(
                name(index),
                loopback(ports.get(index)),
                new NodeSettings.Join(hosts, LIMIT, 1),
                new NodeSettings.Hub("training-run", Sync.PUBSUB, Replicas.ONE, Partition.DIVERGENCE),
                new NodeSettings.Place(1, "", Map.of()),
                wanted,
                new NodeSettings.Admin(loopback(0), folder.token(), null, null),
                null,
                new NodeSettings.Security(null, false));
    }

    private static String name(int index) {
        return "n" + (index + 1);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
