package io.processhub.placement;

import io.processhub.cluster.NodeId;
import io.processhub.explain.DryRun;
import io.processhub.explain.DryRun.Change;
import io.processhub.registry.Registration;
import io.processhub.registry.Registration.Copy;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Works out what would move after a change: where each process would belong, compared with where it runs. It asks the
 * very functions by which the hub would act. Immutable; any thread.
 */
public final class Prediction {
    private static final int NAMES_MAX = 20;

    private final List<Change> changes;
    private final List<NodeId> members;
    private final List<Candidate> staying;
    private final Function<List<Candidate>, Plan> plans;
    private final DryRun.Quorum quorum;

    /**
     * Takes the members of this moment.
     *
     * @param changes what to try out, in order
     * @param members all of them, also those that leave
     * @param staying those that may be given processes, sorted by node
     * @param plans where processes would belong if these were the candidates; any thread
     * @param quorum whether there would be one
     */
    Prediction(
            List<Change> changes,
            List<NodeId> members,
            List<Candidate> staying,
            Function<List<Candidate>, Plan> plans,
            DryRun.Quorum quorum) {
        this.changes = changes;
        this.members = members;
        this.staying = staying;
        this.plans = plans;
        this.quorum = quorum;
    }

    /**
     * Works it out.
     *
     * @param registrations what is wanted, in order of the names
     * @return what would move
     * @throws IllegalArgumentException when a node that should leave or be weighed is no member, or one that should
     *     join is a member already
     */
    public DryRun run(List<Registration> registrations) {
        Plan plan = plans.apply(changed());
        return new DryRun(
                changes,
                registrations.size(),
                registrations.stream()
                        .flatMap(registration -> move(registration, plan).stream())
                        .toList(),
                quorum);
    }

    private List<Candidate> changed() {
        Set<String> names = members.stream().map(NodeId::name).collect(Collectors.toCollection(TreeSet::new));
        List<Candidate> candidates = new ArrayList<>(staying);
        for (Change change : changes) {
            requirePossible(change, names);
            Optional<Candidate> before = candidates.stream()
                    .filter(candidate -> candidate.node().name().equals(change.node()))
                    .findFirst();
            before.ifPresent(candidates::remove);
            after(change, before).ifPresent(candidates::add);
        }
        candidates.sort(Comparator.comparing(Candidate::node));
        return candidates;
    }

    /** Keeps account of who would be a member after each change. */
    private static void requirePossible(Change change, Set<String> names) {
        boolean possible = switch (change) {
            case Change.Leave leave -> names.remove(leave.node());
            case Change.Join join -> names.add(join.node());
            case Change.Weigh weigh -> names.contains(weigh.node());
        };
        if (!possible) {
            throw new IllegalArgumentException("node " + change.node()
                    + (change instanceof Change.Join ? " is a member already" : " is not a member") + "; members are "
                    + names(names));
        }
    }

    private static Optional<Candidate> after(Change change, Optional<Candidate> before) {
        return switch (change) {
            case Change.Leave leave -> Optional.empty();
            case Change.Join join ->
                Optional.of(new Candidate(new NodeId(join.node(), 1), join.weight(), join.zone(), join.traits()));
            case Change.Weigh weigh -> {
                Candidate known = before.orElseThrow(() -> new IllegalArgumentException("node " + weigh.node()
                        + " is leaving and gets nothing, whatever its weight; try its joining when it has left"));
                yield Optional.of(new Candidate(known.node(), weigh.weight(), known.zone(), known.traits()));
            }
        };
    }

    private static String names(Set<String> members) {
        String first = members.stream().limit(NAMES_MAX).collect(Collectors.joining(", "));
        int more = members.size() - NAMES_MAX;
        return more > 0 ? first + " and " + more + " more" : first;
    }

    private Optional<DryRun.Move> move(Registration registration, Plan plan) {
        ProcessId id = registration.id();
        List<String> owners = names(plan.owners(registration.wanted(), node -> !avoided(registration, node)).stream());
        List<String> hosts = names(registration.instances().stream().map(Copy::node));
        // what belongs nowhere stays where it runs, as long as its node does
        List<String> stays = owners.isEmpty() ? names(plan.candidates().stream().map(Candidate::node)) : owners;
        List<String> from = without(hosts, stays);
        List<String> to = without(owners, hosts);
        return from.isEmpty() && to.isEmpty() ? Optional.empty() : Optional.of(new DryRun.Move(id, from, to));
    }

    /** A node that has restarted has forgotten what it has parked. */
    private boolean avoided(Registration registration, NodeId node) {
        boolean restarts = changes.stream()
                .anyMatch(change ->
                        change instanceof Change.Weigh weigh && weigh.node().equals(node.name()));
        return !restarts && !registration.parked().isEmpty() && registration.parkedOn(node);
    }

    private static List<String> names(Stream<NodeId> nodes) {
        return nodes.map(NodeId::name).toList();
    }

    private static List<String> without(List<String> all, List<String> some) {
        return all.stream().filter(node -> !some.contains(node)).toList();
    }
}
