package io.processhub.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.process.StartOptions;
import io.processhub.process.StartResult;
import io.processhub.registry.Intent.Assignment;
import io.processhub.registry.Intent.Wanted;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.strategy.distribution.DistributionStrategy;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.strategy.distribution.DistributionStrategy.Load;
import io.processhub.strategy.distribution.DistributionStrategy.Loads;
import io.processhub.strategy.distribution.DistributionStrategy.Placement;
import io.processhub.strategy.distribution.DistributionStrategy.Request;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The contract of every distribution strategy: it is a value, its placements are pure functions that name distinct
 * candidates which may run the process, whatever else is known, and a hub that uses it settles with each process where
 * it says, although nodes join, leave and fail. The test of a strategy extends this class and provides the strategy;
 * JUnit runs the tests of this class.
 *
 * <p>{@code -Dsimulation.seeds=N} runs each test on more seeds.
 */
public abstract class DistributionContract {
    private static final int NODES_MAX = 12;
    private static final int PROCESSES = 60;
    private static final Duration A_WHILE = Duration.ofMinutes(1);

    /** For subclasses. */
    protected DistributionContract() {}

    /** {@return the strategy to test; equal at each call} */
    protected abstract DistributionStrategy strategy();

    /**
     * The nodes that a caller names, for a strategy that takes a mapping. Unless the test says otherwise, none.
     *
     * @param process which process
     * @param nodes names of the nodes that there are
     * @return the names of those that it is to run on, of which some may be away
     */
    protected List<String> named(ProcessId process, List<String> nodes) {
        return List.of();
    }

    /**
     * Whether every process has an owner as long as there is a candidate. Unless the test says otherwise, so it is.
     *
     * @return false when some may have none
     */
    protected boolean alwaysPlaces() {
        return true;
    }

    @Test
    void itIsAValueWhoseTextIsTheSameOnEveryNode() {
        assertThat(strategy()).isEqualTo(strategy()).hasSameHashCodeAs(strategy());
        assertThat(strategy().toString()).isEqualTo(strategy().toString()).doesNotContain("@");
        assertThat(strategy().rule()).isNotBlank();
    }

    @Test
    void withoutCandidatesThereAreNoOwners() {
        assertThat(strategy().over(List.of()).owners(process("p", List.of()), 3, node -> true))
                .isEmpty();
    }

    @Seeds(20)
    void ownersAreDistinctCandidatesThatMayRunTheProcess(long seed) {
        var random = new SplittableRandom(seed);
        List<Candidate> candidates = candidates(random);
        List<NodeId> nodes = candidates.stream().map(Candidate::node).toList();
        Placement placement = strategy().over(candidates);
        for (int number = 0; number < PROCESSES; number++) {
            Wanted process = process("p" + number, names(nodes));
            int copies = 1 + random.nextInt(4);
            NodeId banned = nodes.get(random.nextInt(nodes.size()));
            Predicate<NodeId> allowed = node -> !node.equals(banned);

            List<NodeId> owners = placement.owners(process, copies, allowed);

            assertThat(owners).doesNotHaveDuplicates().doesNotContain(banned).isSubsetOf(nodes);
            assertThat(owners.size()).isLessThanOrEqualTo(copies);
            if (alwaysPlaces()) {
                assertThat(owners).hasSize(Math.min(copies, nodes.size() - 1));
            }
        }
    }

    /** Each node opens its placement by itself. */
    @Seeds(20)
    void equalCandidatesGiveEqualOwners(long seed) {
        List<Candidate> candidates = candidates(new SplittableRandom(seed));
        Placement here = strategy().over(candidates);
        Placement there = strategy().over(List.copyOf(candidates));
        for (Wanted process : processes(candidates)) {
            List<NodeId> owners = here.owners(process, 2, node -> true);

            assertThat(there.owners(process, 2, node -> true)).isEqualTo(owners);
            assertThat(here.owners(process, 2, node -> true)).isEqualTo(owners);
        }
    }

    @Seeds(20)
    void whatIsSaidToBeKeptIsKept(long seed) {
        var random = new SplittableRandom(seed);
        List<Candidate> before = candidates(random);
        List<Candidate> after = candidates(random);
        Placement old = strategy().over(before);
        Placement fresh = strategy().over(after);
        var keeps = fresh.keeping(old);
        for (Wanted process : processes(before)) {
            List<NodeId> owners = old.owners(process, 1, node -> true);
            if (keeps.test(process, owners)) {
                assertThat(fresh.owners(process, 1, node -> true)).isEqualTo(owners);
            }
        }
    }

    @Seeds(20)
    void eachProcessOfARequestIsAssignedNodesThatThereAre(long seed) {
        List<Candidate> candidates = candidates(new SplittableRandom(seed));
        List<Wanted> processes = processes(candidates);
        var loads = new Loads(node -> new Load(0, Optional.empty()), new SplittableRandom(1));
        var request = new Request(processes, 1, candidates, (process, candidate) -> true, id -> List.of(), loads);

        List<Assignment> assigned = strategy().assign(request);

        assertThat(assigned).hasSameSizeAs(processes);
        assertThat(assigned)
                .allSatisfy(assignment -> assertThat(assignment.nodes())
                        .isSubsetOf(candidates.stream()
                                .map(candidate -> candidate.node().name())
                                .toList()));
    }

    @Seeds(5)
    void aHubSettlesThoughNodesComeAndGo(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(4)
                .seed(seed)
                .loss(0.1)
                .settings(hub -> hub.distribution(strategy()))
                .start();
        cluster.settle();
        List<ProcessSpec<Object>> specs = IntStream.range(0, PROCESSES)
                .mapToObj(number -> SimulatedCluster.probe("p" + number))
                .toList();
        List<String> nodes = List.of("n1", "n2", "n3", "n4");

        var report =
                cluster.await(cluster.hub(1).startAll(specs, StartOptions.STANDARD.mapping(mapping(specs, nodes))));
        assertThat(report.results()).allMatch(StartResult::runs);
        cluster.settle();
        cluster.check();
        cluster.add();
        cluster.crash(2);
        cluster.run(A_WHILE);
        cluster.await(cluster.leave(3, Duration.ofSeconds(10)));
        cluster.run(A_WHILE);
        cluster.restart(2);
        cluster.restart(3);
        cluster.settle();

        cluster.check();
        assertThat(cluster.evidence().world().running()).hasSize(PROCESSES);
    }

    private Map<ProcessId, List<String>> mapping(Collection<ProcessSpec<Object>> specs, List<String> nodes) {
        Map<ProcessId, List<String>> mapping = new HashMap<>();
        for (ProcessSpec<Object> spec : specs) {
            List<String> names = named(spec.id(), nodes);
            if (!names.isEmpty()) {
                mapping.put(spec.id(), names);
            }
        }
        return mapping;
    }

    private List<Wanted> processes(List<Candidate> candidates) {
        List<String> names = names(candidates.stream().map(Candidate::node).toList());
        return IntStream.range(0, PROCESSES)
                .mapToObj(number -> process("p" + number, names))
                .toList();
    }

    private Wanted process(String id, List<String> nodes) {
        ProcessSpec<Object> spec = SimulatedCluster.probe(id);
        return new Wanted(spec, Metadata.NONE, new Assignment(nodes.isEmpty() ? nodes : named(spec.id(), nodes)));
    }

    private static List<String> names(List<NodeId> nodes) {
        return nodes.stream().map(NodeId::name).toList();
    }

    /** At least two, in two zones or none, half of the time with weights. */
    private static List<Candidate> candidates(RandomGenerator random) {
        boolean even = random.nextBoolean();
        return random.ints(0, NODES_MAX)
                .distinct()
                .limit(2 + random.nextInt(NODES_MAX - 2))
                .mapToObj(number -> new Candidate(
                        new NodeId("n" + number, 1 + random.nextInt(3)),
                        even ? 1 : 0.5 + random.nextDouble(),
                        random.nextBoolean() ? "" : "z" + random.nextInt(2)))
                .sorted(Comparator.comparing(Candidate::node))
                .toList();
    }
}
