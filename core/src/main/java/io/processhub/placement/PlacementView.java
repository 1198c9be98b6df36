package io.processhub.placement;

import io.processhub.cluster.NodeId;
import io.processhub.guard.StrategyGuard;
import io.processhub.guard.StrategyGuard.Kind;
import io.processhub.hash.StableHash;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Assignment;
import io.processhub.registry.Intent.Wanted;
import io.processhub.replication.Directory;
import io.processhub.replication.ProcessRecord;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.distribution.DistributionStrategy;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.strategy.distribution.DistributionStrategy.Loads;
import io.processhub.strategy.distribution.DistributionStrategy.Placement;
import io.processhub.strategy.distribution.DistributionStrategy.Request;
import io.processhub.strategy.redundancy.RedundancyStrategy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes run a process: distribution times the number of copies, over the members that do not leave. The placement
 * is computed on the first question after a change of the members, because often many members change at a time. In
 * which role each copy runs is decided by {@link RoleAssignment}. Confined to the hub's thread, except where a method
 * says otherwise.
 */
public final class PlacementView {
    private final DistributionStrategy distribution;
    private final RedundancyStrategy redundancy;
    private final Supplier<List<Candidate>> staying;
    private final StrategyGuard guard;
    private final RedundancyStrategy guardedRedundancy;
    private final boolean single;
    private Directory directory = new Directory();
    private Plan plan = Plan.NOWHERE;

    /** The last placement that the strategy has made. */
    private Placement made = plan.placement();

    private boolean stale;

    /** By which all processes were placed at the last call of {@link #moved}; null when there were none. */
    private @Nullable Plan compared;

    /**
     * Until the members change for the first time no process has an owner.
     *
     * @param distribution where processes run
     * @param redundancy how many copies run
     * @param staying the members that may be given processes, sorted by node
     * @param guard around both strategies on the hub's thread
     */
    public PlacementView(
            DistributionStrategy distribution,
            RedundancyStrategy redundancy,
            Supplier<List<Candidate>> staying,
            StrategyGuard guard) {
        this.distribution = distribution;
        this.redundancy = redundancy;
        this.staying = staying;
        this.guard = guard;
        this.guardedRedundancy = guard.guard(redundancy);
        this.single = single(guardedRedundancy);
    }

    /**
     * With a guard of its own.
     *
     * @param distribution where processes run
     * @param redundancy how many copies run
     * @param staying the members that may be given processes, sorted by node
     */
    PlacementView(DistributionStrategy distribution, RedundancyStrategy redundancy, Supplier<List<Candidate>> staying) {
        this(distribution, redundancy, staying, new StrategyGuard());
    }

    /**
     * Makes known what else is wanted.
     *
     * @param wanted the read side of the registry; processes run near some of these, and away from others
     */
    public void directory(Directory wanted) {
        directory = wanted;
    }

    /** Whether a strategy never wants a second copy, however many members there are. */
    static boolean single(RedundancyStrategy redundancy) {
        return redundancy.copies(Integer.MAX_VALUE) == 1;
    }

    /** The members are others than before. */
    public void membersChanged() {
        stale = true;
    }

    /** Where processes belong now. */
    Plan plan() {
        if (stale) {
            stale = false;
            List<Candidate> hosting = hosting(staying.get());
            int copies = guardedRedundancy.copies(Math.max(1, hosting.size()));
            plan = guard.ask(Kind.DISTRIBUTION, () -> made(hosting, copies), () -> Plan.among(hosting, made, copies));
        }
        return plan;
    }

    /** A node with weight 0 calls processes, and hosts none. */
    private static List<Candidate> hosting(List<Candidate> members) {
        return members.stream().filter(member -> member.weight() > 0).toList();
    }

    private Plan made(List<Candidate> now, int copies) {
        var fresh = new Plan(now, copies, this::over);
        made = fresh.placement();
        return fresh;
    }

    private Placement over(List<Candidate> some) {
        return Objects.requireNonNull(distribution.over(some), "the strategy answered with null");
    }

    /** Where processes would belong if these stayed; any thread. */
    Plan plan(List<Candidate> members) {
        List<Candidate> hosting = hosting(members);
        return new Plan(hosting, redundancy.copies(Math.max(1, hosting.size())), this::over);
    }

    /** The members that do not leave, also those that host nothing. */
    List<Candidate> staying() {
        return staying.get();
    }

    /** By which rule nodes and roles are chosen, for people. */
    String rule() {
        return guard.ask(
                Kind.DISTRIBUTION,
                () -> distribution.rule() + "; " + guardedRedundancy.rule(),
                () -> "a strategy that does not tell its rule");
    }

    /** All that may run a process, in order of preference. */
    List<NodeId> ranking(ProcessRecord record) {
        Plan now = plan();
        Wanted process = wanted(record);
        return process == null
                ? List.of()
                : guard.ask(
                        Kind.DISTRIBUTION, () -> now.ranking(process, node -> !record.parkedOn(node)), record::owners);
    }

    /** Why a candidate stands as it does for a process, for people. */
    String reason(Wanted process, NodeId node) {
        Plan now = plan();
        return guard.ask(Kind.DISTRIBUTION, () -> now.reason(process, node), () -> "the strategy fails");
    }

    /** {@return whether every process has a single copy, however many members there are} */
    public boolean single() {
        return single;
    }

    /** {@return how many members may be given processes} */
    public int candidates() {
        return plan().candidates().size();
    }

    /**
     * Where a process belongs.
     *
     * @param record what is known about it
     * @return its owners, in order of preference; without those that have parked it, or cannot run it; none when it is
     *     not wanted. When the strategy fails, those that it had before
     */
    public List<NodeId> owners(ProcessRecord record) {
        Plan now = plan();
        Wanted process = wanted(record);
        return process == null
                ? List.of()
                : guard.ask(
                        Kind.DISTRIBUTION,
                        () -> now.owners(process, node -> !record.parkedOn(node)),
                        () -> record.owners().stream().filter(now::contains).toList());
    }

    /**
     * Why a process has no owner, for reasons other than that it is parked.
     *
     * @param process which one
     * @return a clause for people; empty when some member can run it
     */
    public String obstacle(Wanted process) {
        Plan now = plan();
        boolean some = guard.ask(
                Kind.DISTRIBUTION,
                () -> !now.owners(process, node -> true).isEmpty(),
                () -> now.candidates().stream().anyMatch(candidate -> Eligibility.fits(process, candidate)));
        if (some) {
            return "";
        }
        boolean fit = now.candidates().stream().anyMatch(candidate -> Eligibility.fits(process, candidate));
        if (fit) {
            return process.assignment().absent()
                    ? "the distribution strategy names no member for it"
                    : "the nodes that it is assigned to are away: "
                            + process.assignment().nodes();
        }
        return "no member can run it: " + Eligibility.obstacles(process, staying.get());
    }

    private static @Nullable Wanted wanted(ProcessRecord record) {
        Intent intent = record.intent();
        return intent == null ? null : intent.wanted();
    }

    /**
     * Whether every owner runs a copy, whatever its role.
     *
     * @param record what is known about the process
     * @param owners of the process
     * @return true also when there are no owners
     */
    public static boolean allRun(ProcessRecord record, List<NodeId> owners) {
        for (NodeId owner : owners) {
            if (record.instanceOn(owner) == null) {
                return false;
            }
        }
        return true;
    }

    /** There is no process that could have other owners than before; each one is placed when it appears. */
    public void nothingPlaced() {
        compared = null;
    }

    /** {@return which wanted processes have other owners than by the placement at the last call} */
    public Predicate<ProcessRecord> moved() {
        Plan now = plan();
        BiPredicate<Wanted, List<NodeId>> keeps = compared != null && compared.copies() == now.copies()
                ? keeping(now.placement(), compared.placement())
                : (process, owners) -> false;
        compared = now;
        return record -> {
            Wanted process = wanted(record);
            return process != null
                    && !keeps.test(process, record.owners()) // first, because it spares most records the rest
                    && !owners(record).equals(record.owners());
        };
    }

    /** Constraints and assignments are not looked at by the strategy when it says which processes stay. */
    private BiPredicate<Wanted, List<NodeId>> keeping(Placement now, Placement before) {
        BiPredicate<Wanted, List<NodeId>> keeps =
                guard.ask(Kind.DISTRIBUTION, () -> now.keeping(before), () -> (process, owners) -> false);
        return (process, owners) -> process.assignment().absent()
                && process.spec().constraints().required().isEmpty()
                && process.spec().constraints().preferred().isEmpty()
                && guard.ask(Kind.DISTRIBUTION, () -> keeps.test(process, owners), () -> false);
    }

    /**
     * Which node takes care of the intent of a process when no member carries it, whether or not that node can run the
     * process. By hashing, whatever the distribution, for it is asked about intents to stop as well.
     *
     * @param record what is known about the process
     * @return a member that does not leave, the same on every node; empty without such members
     */
    public Optional<NodeId> fallbackCarrier(ProcessRecord record) {
        long key = StableHash.of(record.id().value());
        return staying.get().stream()
                .map(Candidate::node)
                .max(Comparator.comparingLong(node -> StableHash.mix(key ^ StableHash.of(node.name()))));
    }

    // ---- assignments

    /**
     * Assigns nodes to the processes of a call.
     *
     * @param processes with the nodes that the caller names
     * @param hosts where a process runs now
     * @param loads how loaded candidates are
     * @return the processes as they are to be written into intents, in order; without nodes in particular when the
     *     strategy fails
     * @throws IllegalArgumentException when the strategy refuses the call; the text is the reason
     */
    public List<Wanted> assign(
            List<Wanted> processes, Function<ProcessId, List<NodeId>> hosts, Function<List<Candidate>, Loads> loads) {
        Request request = request(processes, hosts, loads);
        Assigned assigned = guard.ask(
                Kind.DISTRIBUTION,
                () -> assigned(request),
                () -> new Assigned(assigned(processes, Collections.nCopies(processes.size(), Assignment.NONE)), null));
        if (assigned.refusal() != null) {
            throw assigned.refusal();
        }
        return assigned.processes();
    }

    private record Assigned(
            List<Wanted> processes, @Nullable IllegalArgumentException refusal) {}

    private Assigned assigned(Request request) {
        try {
            List<Wanted> processes = assigned(request.processes(), distribution.assign(request));
            boolean affine = processes.stream()
                    .anyMatch(process ->
                            !process.spec().constraints().affinities().isEmpty());
            return new Assigned(affine ? related(processes) : processes, null);
        } catch (IllegalArgumentException refusal) {
            return new Assigned(List.of(), refusal);
        }
    }

    private static List<Wanted> assigned(List<Wanted> processes, List<Assignment> assignments) {
        if (assignments.size() != processes.size()) {
            throw new IllegalStateException("the strategy answered with " + assignments.size() + " assignments for "
                    + processes.size() + " processes");
        }
        List<Wanted> results = new ArrayList<>(processes.size());
        for (int at = 0; at < processes.size(); at++) {
            results.add(processes.get(at).assigned(assignments.get(at)));
        }
        return results;
    }

    private List<Wanted> related(List<Wanted> processes) {
        var affinities = new Affinities(plan(), directory);
        return processes.stream().map(affinities::place).toList();
    }

    private Request request(
            List<Wanted> processes, Function<ProcessId, List<NodeId>> hosts, Function<List<Candidate>, Loads> loads) {
        Plan now = plan();
        List<Candidate> candidates = now.candidates();
        return new Request(processes, now.copies(), candidates, Eligibility::fits, hosts, loads.apply(candidates));
    }

    /**
     * Asks which processes this node is to give away.
     *
     * @param self this node
     * @param resting those that it may give away; not empty
     * @param hosts where a process runs now
     * @param loads how loaded candidates are
     * @return some of them, with other assignments; none when the strategy fails
     */
    public List<Wanted> relieve(
            NodeId self,
            List<Wanted> resting,
            Function<ProcessId, List<NodeId>> hosts,
            Function<List<Candidate>, Loads> loads) {
        Request request = request(resting, hosts, loads);
        return guard.ask(Kind.DISTRIBUTION, () -> List.copyOf(distribution.relieve(self, request)), List::of);
    }

    /**
     * Whether a process is to have another assignment where it runs.
     *
     * @param process with its present one
     * @param owners that run it
     * @return the process as it is to be written into a new intent; the same one when nothing changes
     */
    public Wanted settled(Wanted process, List<NodeId> owners) {
        boolean displaced = !process.spec().constraints().affinities().isEmpty()
                && !Assignment.to(owners).equals(process.assignment());
        return guard.ask(
                Kind.DISTRIBUTION,
                () -> displaced
                        ? relatedAgain(process, owners)
                        : process.assigned(distribution.settle(process, owners)),
                () -> process);
    }

    /** Where its affinities cannot be met any more, it stays where it has found a place. */
    private Wanted relatedAgain(Wanted process, List<NodeId> owners) {
        try {
            return related(List.of(process.assigned(Assignment.NONE))).getFirst();
        } catch (IllegalArgumentException impossible) {
            return process.assigned(Assignment.to(owners));
        }
    }
}
