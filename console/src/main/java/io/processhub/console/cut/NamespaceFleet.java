package io.processhub.console.cut;

import io.processhub.console.admin.Relay;
import io.processhub.console.demo.ChildJvm;
import io.processhub.console.demo.DemoException;
import io.processhub.console.demo.DemoFolder;
import io.processhub.console.demo.Jvms;
import io.processhub.console.demo.Member;
import io.processhub.console.demo.Patience;
import io.processhub.console.input.Addresses;
import io.processhub.console.input.Partition;
import io.processhub.console.input.Sync;
import io.processhub.console.node.LifeLog;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Nodes in JVMs of their own, each in a network namespace of its own; a majority decides which of them run processes.
 * Their admin endpoints are reached by sockets in the file system. Launched by one thread; {@link #killAll} may be
 * called from another one.
 */
public final class NamespaceFleet implements CutFleet, Jvms {
    private static final int PORT = 7800;

    private final List<String> program;
    private final Namespaces namespaces;
    private final Sync sync;
    private final Patience patience;
    private final DemoFolder folder = DemoFolder.create();
    private final List<ChildJvm> children = new CopyOnWriteArrayList<>();
    private final List<Relay> relays = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /**
     * An empty fleet.
     *
     * @param program the command that a node's arguments are appended to
     * @param namespaces where they run; made at the launch, removed by {@link #killAll}
     * @param sync how the nodes' registries learn from one another
     * @param patience for each node to come up
     * @throws java.io.UncheckedIOException when there is no room for logs
     */
    public NamespaceFleet(List<String> program, Namespaces namespaces, Sync sync, Patience patience) {
        this.program = List.copyOf(program);
        this.namespaces = namespaces;
        this.sync = sync;
        this.patience = patience;
    }

    @Override
    public DemoFolder folder() {
        return folder;
    }

    /** All at once: each is a seed, so they begin one cluster, and none runs anything before all are there. */
    @Override
    public List<Member> launch(int count) {
        namespaces.open();
        String seeds = IntStream.rangeClosed(1, count)
                .mapToObj(node -> Namespaces.address(node) + ':' + PORT)
                .collect(Collectors.joining(","));
        for (int node = 1; node <= count; node++) {
            children.add(launch(node, count, seeds));
        }
        children.forEach(this::connect);
        return List.copyOf(children);
    }

    private ChildJvm launch(int node, int count, String seeds) {
        if (closed) {
            throw new DemoException("the demo was interrupted");
        }
        String name = "n" + node;
        var command = new ArrayList<>(namespaces.inside(node));
        command.addAll(program);
        command.addAll(List.of("node", "--name", name, "--bind", Namespaces.address(node) + ':' + PORT));
        command.addAll(List.of("--insecure", "--join", seeds, "--initial-size", String.valueOf(count)));
        command.addAll(List.of("--hub", "demo", "--sync", sync.toString()));
        command.addAll(List.of("--partition", Partition.MAJORITY.toString()));
        command.addAll(List.of("--admin", "127.0.0.1:0"));
        command.addAll(List.of("--admin-token-file", folder.tokenFile().toString()));
        command.addAll(List.of("--admin-address-file", folder.addressFile(name).toString()));
        command.addAll(List.of("--admin-socket", socket(name).toString()));
        command.addAll(List.of("--lives", lifeLog(name).toString()));
        command.add("--exit-with-parent");
        return ChildJvm.launch(name, PORT, command, folder);
    }

    private Path socket(String name) {
        return folder.path().resolve(name + ".socket");
    }

    private Path lifeLog(String name) {
        return folder.path().resolve(name + ".lives");
    }

    private void connect(ChildJvm child) {
        patience.until("node " + child.name() + " to serve", () -> {
            if (!child.alive()) {
                throw new DemoException(
                        "node " + child.name() + " ended with exit code " + child.exitCode() + " before it served");
            }
            return child.address().isPresent() ? Optional.empty() : Optional.of("it does not yet");
        });
        var relay = Relay.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                UnixDomainSocketAddress.of(socket(child.name())));
        relays.add(relay);
        child.connect(Addresses.text(relay.address()), folder.token());
    }

    @Override
    public Lives lives() {
        return new Lives(children.stream()
                .flatMap(child -> Life.of(child.name(), LifeLog.read(lifeLog(child.name()))).stream())
                .toList());
    }

    @Override
    public List<String> logTails() {
        return children.stream().flatMap(child -> child.logTail().stream()).toList();
    }

    /** The namespaces go last: what runs in one would keep it. */
    @Override
    public void killAll() {
        closed = true;
        relays.forEach(Relay::close);
        children.forEach(ChildJvm::kill);
        namespaces.close();
    }
}
