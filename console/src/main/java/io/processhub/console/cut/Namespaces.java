package io.processhub.console.cut;

import io.processhub.console.demo.DemoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A network namespace for each node, all of them joined by a bridge in one more namespace; so the network of the
 * machine is left as it is. Each node has a fixed table of the hardware addresses of the others, and a direction is cut
 * by a wrong entry in the table of the sender: its packets leave it, and reach none. Neither side is informed, as when
 * a cable is pulled. Thread-safe.
 */
public final class Namespaces implements Network {
    private static final String MEANS =
            "network namespaces on a bridge; packets of a cut direction go to a wrong hardware address";
    private static final String NEEDS = "needs Linux, iproute2, and root or a user namespace: ";

    /** Reserved for tests of networks; these addresses are seen in the namespaces only. */
    private static final String SUBNET = "198.18.0.";

    private final String prefix = "processhub-" + ProcessHandle.current().pid() + '-';
    private final String program;
    private final int nodes;
    private boolean closed;

    /**
     * None as yet.
     *
     * @param nodes how many; at most 20
     */
    public Namespaces(int nodes) {
        this("ip", nodes);
    }

    /** Made with another program. */
    Namespaces(String program, int nodes) {
        this.program = program;
        this.nodes = nodes;
    }

    /** The address of a node. */
    static String address(int node) {
        return SUBNET + node;
    }

    /** What to put before a command, so that it runs in the namespace of a node. */
    List<String> inside(int node) {
        return List.of(program, "netns", "exec", name(node));
    }

    private String bridge() {
        return prefix + "bridge";
    }

    private String name(int node) {
        return prefix + 'n' + node;
    }

    private IntStream all() {
        return IntStream.rangeClosed(1, nodes);
    }

    private static String hardwareAddress(int group, int node) {
        return String.format(Locale.ROOT, "02:00:00:00:%02x:%02x", group, node);
    }

    /**
     * Makes them.
     *
     * @throws UnavailableException when this machine or its owner does not allow it
     */
    synchronized void open() {
        if (closed) {
            throw new DemoException("the demo was interrupted");
        }
        allowed(run("", List.of("netns", "add", bridge())));
        all().forEach(node -> allowed(run("", List.of("netns", "add", name(node)))));
        allowed(batch(bridge(), wires()));
        all().forEach(node -> allowed(batch(name(node), device(node))));
    }

    private static void allowed(Optional<String> problem) {
        problem.ifPresent(text -> {
            throw new UnavailableException(NEEDS + text);
        });
    }

    private List<String> wires() {
        var lines = new ArrayList<String>(List.of("link add name switch type bridge", "link set switch up"));
        all().forEach(node -> {
            lines.add("link add name n" + node + " type veth peer name eth0 address " + hardwareAddress(0, node)
                    + " netns " + name(node));
            lines.add("link set n" + node + " master switch up");
        });
        return lines;
    }

    private List<String> device(int node) {
        var lines = new ArrayList<String>(
                List.of("link set lo up", "addr add " + address(node) + "/24 dev eth0", "link set eth0 up"));
        all().filter(other -> other != node).forEach(other -> lines.add(neighbour(0, other)));
        return lines;
    }

    /** Group 0 has the true addresses, in group 1 there is none. */
    private static String neighbour(int group, int node) {
        return "neigh replace " + address(node) + " lladdr " + hardwareAddress(group, node) + " nud permanent dev eth0";
    }

    @Override
    public String means() {
        return MEANS;
    }

    @Override
    public synchronized void cut(CutKind kind, List<Integer> minority, List<Integer> majority) {
        if (kind.fromMinority()) {
            silence(minority, majority);
        }
        if (kind.toMinority()) {
            silence(majority, minority);
        }
    }

    private void silence(List<Integer> senders, List<Integer> receivers) {
        senders.forEach(sender -> done(batch(
                name(sender),
                receivers.stream().map(receiver -> neighbour(1, receiver)).toList())));
    }

    @Override
    public synchronized void heal() {
        all().forEach(node -> done(batch(
                name(node),
                all().filter(other -> other != node)
                        .mapToObj(other -> neighbour(0, other))
                        .toList())));
    }

    private static void done(Optional<String> problem) {
        problem.ifPresent(text -> {
            throw new DemoException("the network cannot be changed: " + text);
        });
    }

    /** Removes them; the processes in them must have ended. Idempotent. What is not there needs no removal. */
    synchronized void close() {
        closed = true;
        all().forEach(node -> run("", List.of("netns", "del", name(node))));
        run("", List.of("netns", "del", bridge()));
    }

    private Optional<String> batch(String namespace, List<String> lines) {
        return run(lines.stream().collect(Collectors.joining("\n", "", "\n")), List.of("-n", namespace, "-batch", "-"));
    }

    /** {@return what went wrong; empty when nothing did} */
    private Optional<String> run(String input, List<String> arguments) {
        var command = new ArrayList<String>(List.of(program));
        command.addAll(arguments);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var to = process.getOutputStream()) {
                to.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0
                    ? Optional.empty()
                    : Optional.of(String.join(" ", command) + ": " + output.replace('\n', ' '));
        } catch (IOException missing) {
            return Optional.of(String.valueOf(missing.getMessage()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted while the network was changed", stop);
        }
    }
}
