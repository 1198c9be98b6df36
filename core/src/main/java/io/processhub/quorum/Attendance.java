package io.processhub.quorum;

import io.processhub.cluster.NodeId;
import io.processhub.explain.DryRun.Change;
import io.processhub.quorum.VotingConfiguration.Voter;
import io.processhub.strategy.partition.PartitionStrategy.Loss;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who would be here after changes of the members. A node of the name of a member that has gone is another hub.
 *
 * @param present those who would be here
 * @param joined which of them are not here now
 * @param gone those who are here now and would not be
 */
record Attendance(List<Voter> present, List<Voter> joined, List<Voter> gone) {

    /** Changes that are not possible have no effect: what is wrong with them is said where moves are worked out. */
    static Attendance after(Collection<Voter> now, List<Change> changes) {
        Map<String, Voter> present = new LinkedHashMap<>();
        now.forEach(voter -> present.put(voter.node().name(), voter));
        for (Change change : changes) {
            switch (change) {
                case Change.Leave(String node) -> present.remove(node);
                case Change.Join join -> present.putIfAbsent(join.node(), later(join.node()));
                case Change.Weigh same -> {} // comes back as what it was
            }
        }
        List<Voter> joined = new ArrayList<>(present.values());
        joined.removeAll(now);
        List<Voter> gone = new ArrayList<>(now);
        gone.removeAll(present.values());
        return new Attendance(List.copyOf(present.values()), joined, gone);
    }

    private static Voter later(String name) {
        return new Voter(new NodeId(name, Long.MAX_VALUE), 0);
    }

    /** Those that are known and have not come back; and those that are gone, when they count as lost. */
    List<Loss> losses(List<Loss> known, boolean goneAreLost) {
        Set<String> back = joined.stream().map(voter -> voter.node().name()).collect(Collectors.toSet());
        Stream<Loss> fresh =
                goneAreLost ? gone.stream().map(voter -> new Loss(voter.node(), Duration.ZERO)) : Stream.empty();
        return Stream.concat(
                        fresh,
                        known.stream().filter(loss -> !back.contains(loss.node().name())))
                .toList();
    }

    List<NodeId> nodes() {
        return present.stream().map(Voter::node).sorted().toList();
    }
}
