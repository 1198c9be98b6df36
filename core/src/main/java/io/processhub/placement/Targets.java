package io.processhub.placement;

import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessId;
import io.processhub.process.Role;
import io.processhub.registry.Instance;
import io.processhub.replica.Row;
import io.processhub.strategy.distribution.Candidate;
import io.processhub.strategy.distribution.DistributionStrategy;
import io.processhub.strategy.redundancy.Lineup;
import io.processhub.strategy.redundancy.RedundancyStrategy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes shall run a process, and in which role: distribution times redundancy over the members that are there to
 * stay. Worked out anew when somebody asks after the members have changed, for they often change many at a time.
 */
public final class Targets {
    private final DistributionStrategy distribution;
    private final RedundancyStrategy redundancy;
    private final Supplier<List<Candidate>> staying;
    private final boolean single;
    private Plan plan = Plan.NOWHERE;
    private boolean stale;

    /** By which all processes were placed when {@link #moved} was last asked for; null when there were none. */
    private @Nullable Plan compared;

    /**
     * Until the members change for the first time nothing runs anywhere.
     *
     * @param distribution where processes run
     * @param redundancy how many copies run, and in which roles
     * @param staying the members that may be given processes, sorted by node
     */
    public Targets(
            DistributionStrategy distribution, RedundancyStrategy redundancy, Supplier<List<Candidate>> staying) {
        this.distribution = distribution;
        this.redundancy = redundancy;
        this.staying = staying;
        this.single = redundancy.copies(Integer.MAX_VALUE) == 1;
    }

    /** The members are others than before. */
    public void membersChanged() {
        stale = true;
    }

    /** Where processes belong now. */
    Plan plan() {
        if (stale) {
            stale = false;
            plan = plan(staying.get());
        }
        return plan;
    }

    /** Where processes would belong if these were the candidates; any thread. */
    Plan plan(List<Candidate> candidates) {
        return new Plan(candidates, distribution.over(candidates), redundancy.copies(Math.max(1, candidates.size())));
    }

    /** By which rule nodes and roles are chosen, for people. */
    String rule() {
        return distribution.rule() + "; " + redundancy.rule();
    }

    /** {@return whether every process shall have a single copy, however many members there are} */
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
     * @param row what is known about it
     * @return the nodes that shall run it, in order of preference; without those that have parked it
     */
    public List<NodeId> owners(Row row) {
        return plan().owners(row.id(), node -> !row.parkedOn(node));
    }

    /** There is no process that could have other owners than before: what comes will be looked at as it comes. */
    public void nothingPlaced() {
        compared = null;
    }

    /** {@return which wanted processes have other owners than by the placement of the last time this was asked} */
    public Predicate<Row> moved() {
        Plan now = plan();
        BiPredicate<ProcessId, List<NodeId>> keeps = compared != null && compared.copies() == now.copies()
                ? now.placement().keeping(compared.placement())
                : (id, owners) -> false;
        compared = now;
        return row -> !keeps.test(row.id(), row.owners()) // first, because it spares most rows the rest
                && row.intent() != null
                && row.intent().runs()
                && !owners(row).equals(row.owners());
    }

    /**
     * Who is first in charge of a process, whether or not it can run it.
     *
     * @param row what is known about it
     * @return the same on every node
     */
    public List<NodeId> trustees(Row row) {
        return plan().placement().owners(row.id(), 1, node -> true);
    }

    /**
     * What the copy on a node is for.
     *
     * @param row what is known about the process
     * @param owners of the process
     * @param node one of them, or of those that run a copy
     * @return the role it should have, as things are
     */
    public Role role(Row row, List<NodeId> owners, NodeId node) {
        return single ? Role.ACTIVE : redundancy.role(lineup(row, owners, row.hosts()), node);
    }

    /** {@return whether at most one copy of each process shall be active at a time} */
    public boolean oneActive() {
        return redundancy.oneActive();
    }

    /**
     * Whether a running process is told when it takes up a role.
     *
     * @param role the new one
     * @return what the strategy says
     */
    public boolean tells(Role role) {
        return redundancy.tells(role);
    }

    /**
     * Whether everything is as it should be, leaving aside copies that are to go.
     *
     * @param row what is known about the process
     * @param owners of the process
     * @return true when every owner runs a copy, in the role it should have
     */
    public boolean fulfilled(Row row, List<NodeId> owners) {
        return !owners.isEmpty() && allRun(row, owners) && (single || cast(lineup(row, owners, owners)));
    }

    /**
     * Whether every owner runs a copy, whatever its role.
     *
     * @param row what is known about the process
     * @param owners of the process
     * @return true also when there are no owners
     */
    public boolean allRun(Row row, List<NodeId> owners) {
        for (NodeId owner : owners) {
            if (row.instanceOn(owner) == null) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether all copies have their roles, also those that are to go.
     *
     * @param row what is known about the process
     * @param owners of the process
     * @return true when every copy has the role it should have now
     */
    public boolean cast(Row row, List<NodeId> owners) {
        return single || cast(lineup(row, owners, row.hosts()));
    }

    private boolean cast(Lineup lineup) {
        return lineup.copies().stream().allMatch(copy -> copy.role() == redundancy.role(lineup, copy.node()));
    }

    /**
     * Who runs a copy and should not.
     *
     * @param row what is known about the process
     * @param owners of the process
     * @return the active copy's node first, of several the latest; then the others, in the same order on every node
     */
    public List<NodeId> leaving(Row row, List<NodeId> owners) {
        return lineup(row, owners, row.hosts()).copies().stream()
                .filter(copy -> !owners.contains(copy.node()))
                .sorted(Comparator.comparing((Lineup.Copy copy) -> copy.role() != Role.ACTIVE)
                        .thenComparing(
                                Comparator.comparingLong(Lineup.Copy::term).reversed()))
                .map(Lineup.Copy::node)
                .toList();
    }

    private static Lineup lineup(Row row, List<NodeId> owners, List<NodeId> hosts) {
        List<Lineup.Copy> copies = new ArrayList<>(hosts.size());
        for (NodeId host : hosts) {
            Instance instance = row.instanceOn(host);
            if (instance != null) {
                copies.add(new Lineup.Copy(host, instance.role(), instance.term()));
            }
        }
        copies.sort(Comparator.comparing(Lineup.Copy::node));
        return new Lineup(row.id(), owners, copies);
    }
}
