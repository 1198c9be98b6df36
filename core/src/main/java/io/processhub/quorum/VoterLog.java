package io.processhub.quorum;

import io.processhub.quorum.VotingConfiguration.Voter;
import io.processhub.strategy.partition.PartitionStrategy.Votes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The voting configurations that one hub knows: the committed one, and those that are pending. A pending one becomes
 * the committed one when majorities of all of them have said that they know nothing beyond it. Why no two parts can
 * then both have a majority is shown in docs/adr/0013-quorum.md. Confined to the hub's thread.
 */
final class VoterLog {
    private final Voter self;
    private final int initialSize;
    private final Map<Voter, VotingConfiguration> told = new LinkedHashMap<>();
    private VotingConfiguration committed;
    private List<VotingConfiguration> pending;

    /**
     * Begins with what was remembered.
     *
     * @param initialSize from how many nodes at least a majority is counted, unless that was reset
     * @param memory of an earlier life, or of nothing
     */
    VoterLog(Voter self, int initialSize, QuorumMemory memory) {
        this.self = self;
        this.initialSize = initialSize;
        this.committed = memory.committed();
        this.pending = memory.pending();
    }

    VotingConfiguration committed() {
        return committed;
    }

    List<VotingConfiguration> pending() {
        return pending;
    }

    /** The union of all configurations that are known here. */
    VotingConfiguration latest() {
        return new QuorumMemory(committed, pending, Collections.emptySortedMap()).latest();
    }

    /** What counts of each configuration when these hubs are here; a quorum needs a majority of each. */
    List<Votes> count(Collection<Voter> present) {
        return Stream.concat(Stream.of(committed), pending.stream())
                .map(each -> count(each, present))
                .toList();
    }

    /** What counts of any configuration when these hubs are here. */
    Votes count(VotingConfiguration counted, Collection<Voter> present) {
        return counted.count(present, initialSize);
    }

    /** Another hub has told what it knows. */
    void heard(Voter from, QuorumMemory memory) {
        told.merge(from, memory.latest(), VotingConfiguration::union);
        merge(memory.committed(), memory.pending());
    }

    /** Nothing is heard any more of a hub that was here; it may come back, and then tells again. */
    void lost(Voter voter) {
        told.remove(voter);
    }

    /** Asks for another configuration, which contains the present one. */
    void propose(VotingConfiguration next) {
        merge(committed, List.of(next));
    }

    /** Replaces everything without asking: none is left that could agree. */
    void force(VotingConfiguration next) {
        merge(next, List.of());
    }

    private void merge(VotingConfiguration agreed, List<VotingConfiguration> proposed) {
        committed = committed.union(agreed);
        var open = new ArrayList<VotingConfiguration>();
        Stream.concat(pending.stream(), proposed.stream())
                .filter(each -> !committed.covers(each))
                .distinct()
                .forEach(open::add);
        pending = open;
        VotingConfiguration latest = latest();
        if (!open.isEmpty() && !open.contains(latest)) {
            open.add(latest);
        }
    }

    /** Commits what is pending if the hubs that are here have agreed. */
    void commitIfAgreed(Collection<Voter> present) {
        VotingConfiguration latest = latest();
        if (pending.isEmpty()) {
            return;
        }
        var agreed = new HashSet<>(present);
        agreed.removeIf(voter -> !voter.equals(self) && !latest.equals(told.get(voter)));
        if (count(agreed).stream().allMatch(Votes::majority)) {
            merge(latest, List.of());
        }
    }

    /** Whether all hubs that are here know the same as this one. */
    boolean agreesWith(Collection<Voter> present) {
        VotingConfiguration latest = latest();
        return pending.isEmpty()
                && present.stream().allMatch(voter -> voter.equals(self) || latest.equals(told.get(voter)));
    }
}
