package io.processhub.placement;

import io.processhub.cluster.NodeId;
import io.processhub.guard.StrategyGuard;
import io.processhub.guard.StrategyGuard.Kind;
import io.processhub.replication.ProcessRecord;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.distribution.DistributionStrategy;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.strategy.distribution.DistributionStrategy.Placement;
import io.processhub.strategy.redundancy.RedundancyStrategy;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
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
            List<Candidate> now = staying.get();
            int copies = guardedRedundancy.copies(Math.max(1, now.size()));
            plan = guard.ask(Kind.DISTRIBUTION, () -> made(now, copies), () -> Plan.among(now, made, copies));
        }
        return plan;
    }

    private Plan made(List<Candidate> now, int copies) {
        made = Objects.requireNonNull(distribution.over(now), "the strategy answered with null");
        return new Plan(now, made, copies);
    }

    /** Where processes would belong if these were the candidates; any thread. */
    Plan plan(List<Candidate> candidates) {
        return new Plan(candidates, distribution.over(candidates), redundancy.copies(Math.max(1, candidates.size())));
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
        return guard.ask(
                Kind.DISTRIBUTION, () -> now.ranking(record.id(), node -> !record.parkedOn(node)), record::owners);
    }

    /** Why a candidate stands as it does for a process, for people. */
    String reason(ProcessId id, NodeId node) {
        Plan now = plan();
        return guard.ask(Kind.DISTRIBUTION, () -> now.placement().reason(id, node), () -> "the strategy fails");
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
     * @return its owners, in order of preference; without those that have parked it. When the strategy fails, those
     *     that it had before
     */
    public List<NodeId> owners(ProcessRecord record) {
        Plan now = plan();
        return guard.ask(
                Kind.DISTRIBUTION,
                () -> now.owners(record.id(), node -> !record.parkedOn(node)),
                () -> record.owners().stream().filter(now::contains).toList());
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
        BiPredicate<ProcessId, List<NodeId>> keeps = compared != null && compared.copies() == now.copies()
                ? keeping(now.placement(), compared.placement())
                : (id, owners) -> false;
        compared = now;
        return record -> !keeps.test(record.id(), record.owners()) // first, because it spares most records the rest
                && record.intent() != null
                && record.intent().runs()
                && !owners(record).equals(record.owners());
    }

    private BiPredicate<ProcessId, List<NodeId>> keeping(Placement now, Placement before) {
        BiPredicate<ProcessId, List<NodeId>> keeps =
                guard.ask(Kind.DISTRIBUTION, () -> now.keeping(before), () -> (id, owners) -> false);
        return (id, owners) -> guard.ask(Kind.DISTRIBUTION, () -> keeps.test(id, owners), () -> false);
    }

    /**
     * Which node takes care of the intent of a process when no member carries it, whether or not that node can run the
     * process.
     *
     * @param record what is known about the process
     * @return the first owner by placement, parked or not; the same on every node; empty without members
     */
    public List<NodeId> fallbackOwner(ProcessRecord record) {
        Plan now = plan();
        return guard.ask(
                Kind.DISTRIBUTION,
                () -> now.placement().owners(record.id(), 1, node -> true),
                () -> now.candidates().stream().limit(1).map(Candidate::node).toList());
    }
}
