package io.processhub.placement;

import io.processhub.cluster.NodeId;
import io.processhub.explain.Change;
import io.processhub.explain.DryRun;
import io.processhub.process.ProcessId;
import io.processhub.registry.Registration;
import io.processhub.registry.Registration.Hosted;
import io.processhub.strategy.distribution.Candidate;
import io.processhub.strategy.distribution.Placement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Works out what would move after a change: where each process would belong, compared with where it runs. Placement is
 * a pure function, so this is the very one by which the hub would act. Immutable; any thread.
 */
public final class Prediction {
    private final Change change;
    private final Targets targets;
    private final List<Candidate> candidates;
    private final Map<ProcessId, Set<NodeId>> parked;

    /** Takes the state of the hub at this moment; of the targets only what never changes is used later. */
    Prediction(Change change, Targets targets, List<Candidate> candidates, Map<ProcessId, Set<NodeId>> parked) {
        this.change = change;
        this.targets = targets;
        this.candidates = candidates;
        this.parked = parked;
    }

    /**
     * Works it out.
     *
     * @param registrations what runs, in order of the names
     * @return what would move
     * @throws IllegalArgumentException when a node is unknown that should leave or be weighed, or known that should
     *     join, or a weight is not a positive number
     */
    public DryRun run(List<Registration> registrations) {
        List<Candidate> changed = changed();
        int copies = targets.copies(changed.size());
        Placement placement = targets.placement(changed);
        return new DryRun(
                change,
                registrations.stream()
                        .flatMap(registration -> move(registration, placement, copies).stream())
                        .toList());
    }

    private List<Candidate> changed() {
        return switch (change) {
            case Change.Leave leave -> others(known(leave.node())).toList();
            case Change.Weigh weigh -> {
                Candidate before = known(weigh.node());
                var after = new Candidate(before.node(), weigh.weight(), before.zone());
                yield sorted(Stream.concat(others(before), Stream.of(after)));
            }
            case Change.Join join -> {
                if (find(join.node()).isPresent()) {
                    throw new IllegalArgumentException("node " + join.node() + " is a member already; " + names());
                }
                var fresh = new Candidate(new NodeId(join.node(), 1), join.weight(), join.zone());
                yield sorted(Stream.concat(candidates.stream(), Stream.of(fresh)));
            }
        };
    }

    private static List<Candidate> sorted(Stream<Candidate> all) {
        return all.sorted(Comparator.comparing(Candidate::node)).toList();
    }

    private Stream<Candidate> others(Candidate but) {
        return candidates.stream().filter(candidate -> !candidate.equals(but));
    }

    private Candidate known(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("node " + name + " is not a member; " + names()));
    }

    private Optional<Candidate> find(String name) {
        return candidates.stream()
                .filter(candidate -> candidate.node().name().equals(name))
                .findFirst();
    }

    private String names() {
        return "members are "
                + candidates.stream().map(candidate -> candidate.node().name()).toList();
    }

    private Optional<DryRun.Move> move(Registration registration, Placement placement, int copies) {
        Set<NodeId> avoided = parked.getOrDefault(registration.id(), Set.of());
        List<String> owners = names(
                placement.owners(registration.id(), copies, node -> !avoided.contains(node)).stream().distinct());
        List<String> hosts = names(registration.instances().stream().map(Hosted::node));
        List<String> from = without(hosts, owners);
        List<String> to = without(owners, hosts);
        return from.isEmpty() && to.isEmpty()
                ? Optional.empty()
                : Optional.of(new DryRun.Move(registration.id(), from, to));
    }

    private static List<String> names(Stream<NodeId> nodes) {
        return nodes.map(NodeId::name).toList();
    }

    private static List<String> without(List<String> all, List<String> some) {
        return all.stream().filter(node -> !some.contains(node)).toList();
    }
}
