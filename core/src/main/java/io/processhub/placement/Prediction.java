package io.processhub.placement;

import io.processhub.cluster.NodeId;
import io.processhub.explain.DryRun;
import io.processhub.explain.DryRun.Change;
import io.processhub.registry.Registration;
import io.processhub.registry.Registration.Copy;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Works out what would move after a change: where each process would belong, compared with where it runs. It asks the
 * very functions by which the hub would act. Immutable; any thread.
 */
public final class Prediction {
    private static final int NAMES_MAX = 20;

    private final Change change;
    private final List<NodeId> members;
    private final List<Candidate> staying;
    private final Function<List<Candidate>, Plan> plans;

    /**
     * Takes the members of this moment.
     *
     * @param change what to try out
     * @param members all of them, also those that leave
     * @param staying those that may be given processes, sorted by node
     * @param plans where processes would belong if these were the candidates; any thread
     */
    Prediction(Change change, List<NodeId> members, List<Candidate> staying, Function<List<Candidate>, Plan> plans) {
        this.change = change;
        this.members = members;
        this.staying = staying;
        this.plans = plans;
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
                change,
                registrations.size(),
                registrations.stream()
                        .flatMap(registration -> move(registration, plan).stream())
                        .toList());
    }

    private List<Candidate> changed() {
        boolean member = members.stream().anyMatch(node -> node.name().equals(change.node()));
        boolean joins = change instanceof Change.Join;
        if (member == joins) {
            throw new IllegalArgumentException("node " + change.node()
                    + (member ? " is a member already" : " is not a member") + "; members are " + names());
        }
        Stream<Candidate> others =
                staying.stream().filter(candidate -> !candidate.node().name().equals(change.node()));
        Stream<Candidate> changed = switch (change) {
            case Change.Leave leave -> Stream.empty();
            case Change.Join join -> {
                var fresh = new NodeId(join.node(), 1);
                yield Stream.of(new Candidate(fresh, join.weight(), join.zone()));
            }
            case Change.Weigh weigh -> {
                Candidate before = toStay(weigh.node());
                yield Stream.of(new Candidate(before.node(), weigh.weight(), before.zone()));
            }
        };
        return Stream.concat(others, changed)
                .sorted(Comparator.comparing(Candidate::node))
                .toList();
    }

    private Candidate toStay(String name) {
        return staying.stream()
                .filter(candidate -> candidate.node().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("node " + name
                        + " is leaving and gets nothing, whatever its weight; try its joining when it has left"));
    }

    private String names() {
        String first = members.stream().limit(NAMES_MAX).map(NodeId::name).collect(Collectors.joining(", "));
        int more = members.size() - NAMES_MAX;
        return more > 0 ? first + " and " + more + " more" : first;
    }

    private Optional<DryRun.Move> move(Registration registration, Plan plan) {
        ProcessId id = registration.id();
        List<String> owners = names(plan.owners(id, node -> !avoided(registration, node)).stream());
        List<String> hosts = names(registration.instances().stream().map(Copy::node));
        // what belongs nowhere stays where it runs, as long as its node does
        List<String> stays = owners.isEmpty() ? names(plan.candidates().stream().map(Candidate::node)) : owners;
        List<String> from = without(hosts, stays);
        List<String> to = without(owners, hosts);
        return from.isEmpty() && to.isEmpty() ? Optional.empty() : Optional.of(new DryRun.Move(id, from, to));
    }

    /** A node that has restarted has forgotten what it has parked. */
    private boolean avoided(Registration registration, NodeId node) {
        boolean restarts = change instanceof Change.Weigh weigh && weigh.node().equals(node.name());
        return !restarts && !registration.parked().isEmpty() && registration.parkedOn(node);
    }

    private static List<String> names(Stream<NodeId> nodes) {
        return nodes.map(NodeId::name).toList();
    }

    private static List<String> without(List<String> all, List<String> some) {
        return all.stream().filter(node -> !some.contains(node)).toList();
    }
}
