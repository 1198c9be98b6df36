package io.processhub.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Intent.Assignment;
import io.processhub.registry.Intent.Wanted;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.distribution.ConsistentHashing;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.strategy.distribution.DistributionStrategy.Load;
import io.processhub.strategy.distribution.DistributionStrategy.Loads;
import io.processhub.strategy.distribution.DistributionStrategy.Placement;
import io.processhub.strategy.distribution.DistributionStrategy.Request;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Measures what the guide tells of hashing with a bound, against hashing without one; writes a line for each. */
@EnabledIfSystemProperty(named = "load.figures", matches = "[1-9][0-9]+")
final class BoundedFiguresTest {
    private static final int PROCESSES_FOR_EACH = 100;

    private final Map<ProcessId, Wanted> processes = new LinkedHashMap<>();
    private final Map<ProcessId, NodeId> places = new LinkedHashMap<>();
    private final Map<NodeId, Integer> counts = new TreeMap<>();

    static Stream<Arguments> combinations() {
        return IntStream.of(10, 3, 10, 30, 100, 300, 1_000) // the first one warms up
                .boxed()
                .flatMap(nodes -> Stream.of(
                                new ConsistentHashing(),
                                new ConsistentHashing(0.25),
                                new ConsistentHashing(0.1),
                                new ConsistentHashing(0.05))
                        .map(strategy -> Arguments.of(nodes, strategy)));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void measure(int nodes, ConsistentHashing strategy) {
        List<Candidate> all = IntStream.range(0, nodes)
                .mapToObj(number ->
                        new Candidate(new NodeId(String.format(Locale.ROOT, "node-%04d", number), 1), 1, ""))
                .toList();
        List<Wanted> asked = IntStream.range(0, nodes * PROCESSES_FOR_EACH)
                .mapToObj(number -> new Wanted(SimulatedCluster.probe("session/" + number), Metadata.NONE))
                .toList();
        long begun = System.nanoTime();
        List<Assignment> assignments = strategy.assign(request(asked, all));
        double micros = (System.nanoTime() - begun) / 1e3 / asked.size();
        for (int at = 0; at < asked.size(); at++) {
            processes.put(asked.get(at).id(), asked.get(at).assigned(assignments.get(at)));
        }
        place(strategy.over(all));
        double spread = spread(nodes);
        String left = change(strategy, all.subList(0, nodes - 1));
        String joined = change(strategy, all);
        Figures.write(String.format(
                Locale.ROOT,
                "%d nodes, %s: most/mean %.3f, %.2f us to choose; leave: %s; join: %s",
                nodes,
                strategy,
                spread,
                micros,
                left,
                joined));
        assertThat(spread(nodes)).isLessThanOrEqualTo(1 + strategy.epsilon() + 0.01);
    }

    /** How many places have changed. */
    private int place(Placement placement) {
        int moves = 0;
        counts.clear();
        for (Wanted process : processes.values()) {
            NodeId owner = placement.owners(process, 1, node -> true).getFirst();
            moves += owner.equals(places.put(process.id(), owner)) ? 0 : 1;
            counts.merge(owner, 1, Integer::sum);
        }
        return moves;
    }

    private String change(ConsistentHashing strategy, List<Candidate> members) {
        int hashed = place(strategy.over(members));
        double before = spread(members.size());
        int given = 0;
        int more = 0;
        do {
            more = strategy.rebalances().isPresent() ? relieve(strategy, members) : 0;
            given += more;
        } while (more > 0);
        return String.format(
                Locale.ROOT, "%d + %d moves, most/mean %.3f, then %.3f", hashed, given, before, spread(members.size()));
    }

    private int relieve(ConsistentHashing strategy, List<Candidate> members) {
        int given = 0;
        for (Candidate host : members) {
            double most = (1 + strategy.epsilon()) * processes.size() / members.size();
            if (counts.getOrDefault(host.node(), 0) > most) { // asking the others would only take time
                List<Wanted> here = processes.values().stream()
                        .filter(process -> host.node().equals(places.get(process.id())))
                        .toList();
                for (Wanted moved : strategy.relieve(host.node(), request(here, members))) {
                    NodeId taker = new NodeId(moved.assignment().nodes().getFirst(), 1);
                    processes.put(moved.id(), moved);
                    places.put(moved.id(), taker);
                    counts.merge(host.node(), -1, Integer::sum);
                    counts.merge(taker, 1, Integer::sum);
                    given++;
                }
            }
        }
        return given;
    }

    private Request request(List<Wanted> asked, List<Candidate> members) {
        var loads =
                new Loads(node -> new Load(counts.getOrDefault(node, 0), Optional.empty()), new SplittableRandom(1));
        return new Request(asked, 1, members, (process, candidate) -> true, this::hosts, loads);
    }

    private List<NodeId> hosts(ProcessId id) {
        return Optional.ofNullable(places.get(id)).stream().toList();
    }

    private double spread(int nodes) {
        return (double) Collections.max(counts.values()) * nodes / processes.size();
    }
}
