package io.processhub.console.demo;

import io.processhub.console.input.Replicas;
import io.processhub.console.input.Sync;
import io.processhub.console.node.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Nodes in JVMs of their own on 127.0.0.1. Launched by one thread; {@link #killAll} may be called from another one at
 * any time, and whatever comes up after it ends by itself with this JVM.
 */
public final class ChildFleet implements Fleet, Jvms {
    private static final int ATTEMPTS_MAX = 3;
    private static final int BAD_INPUT = 2;

    private final List<String> program;
    private final DemoFolder folder = DemoFolder.create();
    private final Sync sync;
    private final Replicas replicas;
    private final Patience patience;
    private final List<ChildJvm> children = new CopyOnWriteArrayList<>();
    private int launched;
    private volatile boolean closed;

    /**
     * An empty fleet.
     *
     * @param program the command that a node's arguments are appended to
     * @param sync how the nodes' registries learn from one another
     * @param replicas how many copies of each process they run
     * @param patience for each node to come up
     * @throws java.io.UncheckedIOException when there is no room for logs
     */
    public ChildFleet(List<String> program, Sync sync, Replicas replicas, Patience patience) {
        this.program = List.copyOf(program);
        this.sync = sync;
        this.replicas = replicas;
        this.patience = patience;
    }

    @Override
    public DemoFolder folder() {
        return folder;
    }

    /** The very first node goes ahead: nodes that come up together would first form clusters of their own. */
    @Override
    public List<Member> launch(int count) {
        var fresh = new ArrayList<ChildJvm>();
        int ahead = alive().isEmpty() ? 1 : 0;
        var ports = Ports.free(count);
        fresh.addAll(launch(ports.subList(0, ahead), ports));
        fresh.addAll(launch(ports.subList(ahead, count), ports));
        return List.copyOf(fresh);
    }

    private List<ChildJvm> launch(List<Integer> ports, List<Integer> allPorts) {
        boolean first = alive().isEmpty();
        var joinPorts = Stream.concat(alive().stream().map(ChildJvm::port), allPorts.stream())
                .distinct()
                .toList();
        var fresh = new ArrayList<ChildJvm>();
        for (int port : ports) {
            launched++;
            fresh.add(launch("n" + launched, port, joinPorts, first));
        }
        fresh.replaceAll(child -> serving(child, joinPorts, first));
        return fresh;
    }

    private ChildJvm launch(String name, int port, List<Integer> joinPorts, boolean first) {
        if (closed) {
            throw new DemoException("the demo was interrupted");
        }
        String join = joinPorts.stream()
                .filter(candidate -> first || candidate != port)
                .map(candidate -> "127.0.0.1:" + candidate)
                .collect(Collectors.joining(","));
        var command = new ArrayList<>(program);
        command.addAll(List.of("node", "--name", name, "--bind", "127.0.0.1:" + port, "--join", join, "--hub", "demo"));
        command.addAll(List.of("--sync", sync.toString()));
        command.addAll(List.of("--replicas", String.valueOf(replicas.copies())));
        command.addAll(List.of("--model", replicas.model().toString()));
        command.addAll(List.of(
                "--admin",
                "127.0.0.1:0",
                "--admin-token-file",
                folder.tokenFile().toString()));
        command.addAll(List.of("--admin-address-file", folder.addressFile(name).toString()));
        command.add("--exit-with-parent");
        ChildJvm child = ChildJvm.launch(name, port, command, folder);
        children.add(child);
        return child;
    }

    /**
     * Another program may take a port between its choice and its use; then the node is launched again with another one.
     */
    private ChildJvm serving(ChildJvm launchedChild, List<Integer> joinPorts, boolean first) {
        ChildJvm child = launchedChild;
        for (int attempt = 1; !comesUp(child); attempt++) {
            if (child.exitCode() != BAD_INPUT || attempt == ATTEMPTS_MAX) {
                throw new DemoException(
                        "node " + child.name() + " ended with exit code " + child.exitCode() + " before it served");
            }
            children.remove(child);
            child = launch(child.name(), Ports.free(1).getFirst(), joinPorts, first);
        }
        child.connect(child.address().orElseThrow(), folder.token());
        return child;
    }

    private boolean comesUp(ChildJvm child) {
        patience.until(
                "node " + child.name() + " to serve",
                () -> child.address().isPresent() || !child.alive()
                        ? Optional.empty()
                        : Optional.of("it does not yet"));
        return child.address().isPresent();
    }

    private List<ChildJvm> alive() {
        return children.stream().filter(ChildJvm::alive).toList();
    }

    @Override
    public List<String> logTails() {
        return children.stream().flatMap(child -> child.logTail().stream()).toList();
    }

    @Override
    public void killAll() {
        closed = true;
        children.forEach(ChildJvm::kill);
    }
}
