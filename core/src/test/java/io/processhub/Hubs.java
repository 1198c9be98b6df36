package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.Node;
import io.processhub.cluster.NodeId;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.environment.Environment;
import io.processhub.process.ProcessType;
import io.processhub.process.StartResult;
import io.processhub.registry.Intent.Wanted;
import io.processhub.registry.Registration;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.strategy.distribution.ConsistentHashing;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.strategy.distribution.DistributionStrategy.Placement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The hubs of one test, on a network of their own. They know the process type {@code echo}. */
final class Hubs implements AutoCloseable {
    static final String ID = "hub";

    final EmbeddedNetwork network = EmbeddedNetwork.create(Environment.system());
    private final List<ProcessHub> open = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();

    Node node(String name) {
        var node = Node.join(network.open(name));
        nodes.add(node);
        return node;
    }

    static HubBuilder builder(Node node) {
        return ProcessHub.builder(ID)
                .node(node)
                .process(ProcessType.of("echo", Object.class), () -> message -> message.replyUntyped(message.body()));
    }

    ProcessHub start(String name) {
        return start(name, UnaryOperator.identity());
    }

    ProcessHub start(String name, UnaryOperator<HubBuilder> settings) {
        return keep(settings.apply(builder(node(name))).start());
    }

    /** Starts {@code a}, {@code b} and so on, and waits until all know all. */
    List<ProcessHub> start(int count, UnaryOperator<HubBuilder> settings) {
        List<ProcessHub> hubs = IntStream.range(0, count)
                .mapToObj(i -> start(String.valueOf((char) ('a' + i)), settings))
                .toList();
        Eventually.holds(() -> assertThat(hubs).allMatch(hub -> hub.nodes().size() == count));
        return hubs;
    }

    List<ProcessHub> start(int count) {
        return start(count, UnaryOperator.identity());
    }

    /** Closes the hub with the others at the end of the test. */
    ProcessHub keep(ProcessHub hub) {
        open.add(hub);
        return hub;
    }

    /** Names of processes that placement gives to one of some nodes. */
    static Stream<String> namesOn(ProcessHub host, List<ProcessHub> members) {
        List<Candidate> candidates = members.stream()
                .map(ProcessHub::self)
                .sorted()
                .map(node -> new Candidate(node, 1, ""))
                .toList();
        Placement placement = new ConsistentHashing().over(candidates);
        List<NodeId> sought = List.of(host.self());
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "p" + i)
                .filter(name -> placement.owners(wanted(name), 1, node -> true).equals(sought));
    }

    private static Wanted wanted(String name) {
        return new Wanted(ProcessType.of("t", Object.class).spec(name), Metadata.NONE);
    }

    static String nameOn(ProcessHub host, List<ProcessHub> members) {
        return namesOn(host, members).findFirst().orElseThrow();
    }

    static List<ProcessSpec<?>> specs(int count, String type) {
        return IntStream.range(0, count)
                .<ProcessSpec<?>>mapToObj(
                        i -> ProcessType.of(type, Object.class).spec("p" + i))
                .toList();
    }

    /** Starts a process and makes sure that it runs. */
    static void run(ProcessHub hub, ProcessSpec<?> spec) {
        assertThat(Eventually.ends(hub.start(spec)).result()).isInstanceOf(StartResult.Started.class);
    }

    /** {@return where a process runs, as far as a hub knows} */
    static List<NodeId> hosts(ProcessHub hub, ProcessId id) {
        return hub.lookup(id).stream()
                .flatMap(found -> found.instances().stream())
                .map(Registration.Copy::node)
                .toList();
    }

    /** The registries are equal, all that is wanted runs once, and nothing is on its way to start or to stop. */
    static void settle(List<ProcessHub> hubs) {
        Eventually.holds(() -> {
            assertThat(hubs.stream().map(ProcessHub::status))
                    .allMatch(status -> !status.membership().redistributing());
            assertThat(hubs.stream().map(hub -> hub.status().registry().waiting()))
                    .containsOnly(0);
            assertThat(hubs.stream()
                            .map(hub -> hub.status().registry().digest())
                            .distinct())
                    .hasSize(1);
            assertThat(hubs.getFirst().snapshot())
                    .allMatch(found -> found.instances().size() == 1);
            assertThat(hubs)
                    .allMatch(hub ->
                            hub.status().local().instances() == hub.local().size());
        });
    }

    @Override
    public void close() {
        List.copyOf(open).stream()
                .map(hub -> hub.closeAsync(Duration.ZERO))
                .toList()
                .forEach(Eventually::ends);
        nodes.forEach(Node::close);
    }
}
