package io.processhub.bench.fleet;

import io.processhub.bench.contestant.Contestant;
import io.processhub.bench.contestant.Place;
import io.processhub.bench.node.Reply;
import io.processhub.console.node.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** The nodes of one contestant. They are gone after {@link #close}, and when this JVM ends in any way. */
public final class Fleet implements AutoCloseable {
    private final Contestant contestant;
    private final Plan plan;
    private final List<Integer> ports;
    private final BenchFolder folder;
    private final List<NodeJvm> nodes = new CopyOnWriteArrayList<>();

    /**
     * What to open.
     *
     * @param nodes at the beginning
     * @param later nodes that join later
     * @param callers how many of the first nodes run no processes, if the contestant can say so
     * @param tls whether they encrypt
     * @param heap the most that each may have, such as {@code 2g}
     */
    public record Plan(int nodes, int later, int callers, boolean tls, String heap) {}

    private Fleet(Contestant contestant, Plan plan, BenchFolder folder) {
        this.contestant = contestant;
        this.plan = plan;
        this.folder = folder;
        ports = Ports.free(plan.nodes() + plan.later());
    }

    /** Opens the nodes one after another, and returns when each sees all. */
    public static Fleet open(Contestant contestant, Plan plan, BenchFolder folder) {
        var fleet = new Fleet(contestant, plan, folder);
        try {
            for (int index = 0; index < plan.nodes(); index++) {
                fleet.join();
            }
            fleet.all("members", Map.of("count", plan.nodes()));
            return fleet;
        } catch (RuntimeException failure) {
            fleet.close();
            throw failure;
        }
    }

    /** Opens the next node, and returns when it has joined. */
    public NodeJvm join() {
        return join(nodes.size() >= plan.callers());
    }

    /** Opens the next node, which runs no processes. */
    public NodeJvm joinAsGuest() {
        return join(/* hosts= */ false);
    }

    private NodeJvm join(boolean hosts) {
        int index = nodes.size();
        var place = new Place(name(index), index, ports, hosts, tls(index));
        NodeJvm node = folder.launch(log -> NodeJvm.launch(contestant, place, plan.heap(), log), contestant, place);
        nodes.add(node);
        node.awaitOpen();
        return node;
    }

    private static String name(int index) {
        return "n" + (index + 1);
    }

    private Optional<Place.Tls> tls(int index) {
        if (!plan.tls()) {
            return Optional.empty();
        }
        var certificates = folder.certificates(
                IntStream.range(0, ports.size()).mapToObj(Fleet::name).toList());
        return Optional.of(
                new Place.Tls(certificates.keystore(name(index)), certificates.truststore(), certificates.password()));
    }

    /** {@return the first node, which calls} */
    public NodeJvm caller() {
        return nodes.getFirst();
    }

    /** {@return the node that joined last} */
    public NodeJvm last() {
        return nodes.getLast();
    }

    /** {@return how many nodes were opened} */
    public int size() {
        return nodes.size();
    }

    /** Orders the same of all nodes at once, and waits for all. */
    public List<Map<String, Double>> all(String work, Map<String, Integer> numbers) {
        List<CompletableFuture<Reply>> ordered = order(work, numbers);
        return IntStream.range(0, nodes.size())
                .mapToObj(index -> nodes.get(index).end(work, ordered.get(index)))
                .toList();
    }

    /** Orders the same of all nodes at once. */
    public List<CompletableFuture<Reply>> order(String work, Map<String, Integer> numbers) {
        return nodes.stream().map(node -> node.order(work, "", numbers)).toList();
    }

    /** Waits for what was ordered of all nodes. */
    public void end(String work, List<CompletableFuture<Reply>> ordered) {
        for (int index = 0; index < ordered.size(); index++) {
            nodes.get(index).end(work, ordered.get(index));
        }
    }

    /** {@return the nodes, in the order in which they joined} */
    public List<NodeJvm> nodes() {
        return new ArrayList<>(nodes);
    }

    @Override
    public void close() {
        nodes.forEach(NodeJvm::kill);
        folder.forget(nodes);
    }
}
