package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessId;
import io.processhub.process.Role;
import io.processhub.replica.Row;
import io.processhub.strategy.distribution.Candidate;
import io.processhub.strategy.distribution.Placement;
import io.processhub.wire.Packet;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes shall run a process: distribution times redundancy over the members that are there to stay. Worked out
 * anew when somebody asks after the members have changed, for they often change many at a time.
 */
final class Targets {
    private final Settings.Strategies strategies;
    private final Members members;
    private Placement placement = (id, copies, allowed) -> List.of();
    private int copies = 1;
    private int candidates;
    private boolean stale;

    /** By which all processes were placed when {@link #moved} was last asked for; null when there were none. */
    private @Nullable Placement compared;

    private int copiesCompared = copies;

    Targets(Settings.Strategies strategies, Members members) {
        this.strategies = strategies;
        this.members = members;
    }

    /** The members are others than before. */
    void membersChanged() {
        stale = true;
    }

    private Placement placement() {
        if (stale) {
            stale = false;
            rebuild();
        }
        return placement;
    }

    private void rebuild() {
        List<Candidate> staying = members.all().stream()
                .filter(node -> !members.profile(node).leaving())
                .map(node -> candidate(node, members.profile(node)))
                .toList();
        candidates = staying.size();
        copies = strategies.redundancy().copies(Math.max(1, candidates));
        placement = strategies.distribution().over(staying);
    }

    private static Candidate candidate(NodeId node, Packet.Profile profile) {
        return new Candidate(node, profile.weight(), profile.zone());
    }

    /** {@return whether every process shall have a single copy} */
    boolean single() {
        placement();
        return copies == 1;
    }

    /** {@return how many members may be given processes} */
    int candidates() {
        placement();
        return candidates;
    }

    /** {@return the nodes that shall run it, in order of preference; without those that have parked it} */
    List<NodeId> owners(Row row) {
        Placement now = placement();
        List<NodeId> owners = now.owners(row.id(), copies, node -> !row.parkedOn(node));
        return owners.size() == 1 ? owners : owners.stream().distinct().toList();
    }

    /** There is no process that could have other owners than before: what comes will be looked at as it comes. */
    void nothingPlaced() {
        compared = null;
    }

    /** {@return which wanted processes have other owners than by the placement of the last time this was asked} */
    Predicate<Row> moved() {
        Placement now = placement();
        Placement before = copies == copiesCompared ? compared : null;
        BiPredicate<ProcessId, List<NodeId>> keeps = before == null ? (id, owners) -> false : now.keeping(before);
        compared = now;
        copiesCompared = copies;
        return row -> !keeps.test(row.id(), row.owners()) // first, because it spares most rows the rest
                && row.intent() != null
                && row.intent().runs()
                && !owners(row).equals(row.owners());
    }

    /** {@return who is first in charge of a process, whether or not it can run it; the same on every node} */
    List<NodeId> trustees(Row row) {
        return placement().owners(row.id(), 1, node -> true);
    }

    Role role(Row row, List<NodeId> owners, NodeId node) {
        return strategies.redundancy().role(row.id(), owners, node);
    }
}
