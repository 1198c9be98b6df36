package io.processhub.strategy.distribution;

import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessType;
import io.processhub.registry.Intent.Wanted;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.strategy.distribution.DistributionStrategy.Load;
import io.processhub.strategy.distribution.DistributionStrategy.Loads;
import io.processhub.strategy.distribution.DistributionStrategy.Placement;
import io.processhub.strategy.distribution.DistributionStrategy.Request;
import io.processhub.strategy.distribution.DistributionStrategy.Score;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** A hub as a distribution strategy sees it: candidates, and processes on them that cost 1 each. */
final class Situation {
    private static final ProcessType<Object> TYPE = ProcessType.of("t", Object.class);

    private final DistributionStrategy strategy;
    private final Map<NodeId, Candidate> candidates = new TreeMap<>();
    private final Map<ProcessId, Wanted> processes = new LinkedHashMap<>();
    private final TreeSet<NodeId> unknown = new TreeSet<>();
    private final Map<NodeId, Double> more = new TreeMap<>();
    private final RandomGenerator random = new Random(1);
    private BiPredicate<Wanted, Candidate> fit = (process, candidate) -> true;
    private int copies = 1;

    Situation(DistributionStrategy strategy) {
        this.strategy = strategy;
    }

    static NodeId node(String name) {
        return new NodeId(name, 1);
    }

    static Wanted process(String id) {
        return new Wanted(TYPE.spec(id), Metadata.NONE);
    }

    static List<Wanted> several(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> process(prefix + number))
                .toList();
    }

    Situation join(String name, double weight, String zone) {
        candidates.put(node(name), new Candidate(node(name), weight, zone));
        return this;
    }

    Situation join(String name) {
        return join(name, 1, "");
    }

    Situation leave(String name) {
        candidates.remove(node(name));
        return this;
    }

    Situation copies(int count) {
        copies = count;
        return this;
    }

    Situation fit(BiPredicate<Wanted, Candidate> condition) {
        fit = condition;
        return this;
    }

    /** Loads a node with something else. */
    Situation strain(String name, double load) {
        more.put(node(name), load);
        return this;
    }

    Situation forget(String name) {
        unknown.add(node(name));
        return this;
    }

    private List<Candidate> members() {
        return List.copyOf(candidates.values());
    }

    private Placement placement() {
        return strategy.over(members());
    }

    List<NodeId> owners(Wanted process) {
        return placement().owners(process, copies, node -> fit.test(process, candidates.get(node)));
    }

    /** How many copies belong on each node. */
    Map<NodeId, Integer> counts() {
        Map<NodeId, Integer> counts = new TreeMap<>();
        candidates.keySet().forEach(node -> counts.put(node, 0));
        processes.values().forEach(process -> owners(process).forEach(node -> counts.merge(node, 1, Integer::sum)));
        return counts;
    }

    int count(String name) {
        return counts().getOrDefault(node(name), 0);
    }

    private Request request(List<Wanted> asked) {
        Map<NodeId, Integer> counts = counts();
        var loads = new Loads(node -> load(node, counts.getOrDefault(node, 0)), random);
        return new Request(asked, copies, members(), fit, this::hosts, loads);
    }

    private Load load(NodeId node, int count) {
        double weight = Objects.requireNonNull(candidates.get(node)).weight();
        var score = new Score((count + more.getOrDefault(node, 0.0)) / weight, 1 / weight, Duration.ZERO);
        return new Load(count, unknown.contains(node) ? Optional.empty() : Optional.of(score));
    }

    private List<NodeId> hosts(ProcessId id) {
        return processes.containsKey(id) ? owners(processes.get(id)) : List.of();
    }

    /** Starts processes in one call. */
    void start(List<Wanted> asked) {
        var assignments = strategy.assign(request(asked));
        for (int at = 0; at < asked.size(); at++) {
            Wanted process = asked.get(at);
            processes.put(process.id(), process.assigned(assignments.get(at)));
        }
    }

    Wanted started(Wanted asked) {
        start(List.of(asked));
        return Objects.requireNonNull(processes.get(asked.id()));
    }

    /** Lets each node give away once; the answer is how many each of them gave. */
    List<Integer> relieve() {
        List<Integer> given = new ArrayList<>();
        for (NodeId host : List.copyOf(candidates.keySet())) {
            List<Wanted> here = processes.values().stream()
                    .filter(process -> owners(process).getFirst().equals(host))
                    .toList();
            List<Wanted> moved = here.isEmpty() ? List.of() : strategy.relieve(host, request(here));
            moved.forEach(process -> processes.put(process.id(), process));
            given.add(moved.size());
        }
        return given;
    }
}
