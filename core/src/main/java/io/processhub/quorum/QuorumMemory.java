package io.processhub.quorum;

import io.processhub.cluster.NodeId;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the nodes of a hub remember together, as one of them knows it; travels in greetings. Immutable.
 *
 * @param committed the voters, as a majority of those before them has agreed
 * @param pending configurations that were proposed since; a majority of each of them is needed, too
 * @param losses how long ago each node was lost
 */
public record QuorumMemory(
        VotingConfiguration committed, List<VotingConfiguration> pending, SortedMap<NodeId, Duration> losses) {
    /** Of a node that knows nothing, or says nothing. */
    public static final QuorumMemory NONE =
            new QuorumMemory(VotingConfiguration.EMPTY, List.of(), Collections.emptySortedMap());

    /** Freezes both lists. */
    public QuorumMemory {
        pending = List.copyOf(pending);
        losses = Collections.unmodifiableSortedMap(new TreeMap<>(losses));
    }

    /** The union of all configurations. */
    VotingConfiguration latest() {
        VotingConfiguration latest = committed;
        for (VotingConfiguration each : pending) {
            latest = latest.union(each);
        }
        return latest;
    }
}
