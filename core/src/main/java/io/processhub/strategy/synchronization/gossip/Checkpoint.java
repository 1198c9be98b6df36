package io.processhub.strategy.synchronization.gossip;

import io.processhub.cluster.NodeId;
import io.processhub.log.Logs.Head;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The versions up to which all logs will be, or have been, read in a round. Immutable.
 *
 * @param round its id; {@link RoundId#NONE} for none
 * @param versions by origin
 */
record Checkpoint(RoundId round, SortedMap<NodeId, Long> versions) {
    static final Checkpoint NONE = new Checkpoint(RoundId.NONE, new TreeMap<>());

    static Checkpoint of(RoundId round, Collection<Head> heads) {
        return NONE.with(round, heads);
    }

    /** {@return a later one in which these logs are further} */
    Checkpoint with(RoundId later, Collection<Head> heads) {
        var more = new TreeMap<>(versions);
        heads.forEach(head -> more.merge(head.origin(), head.version(), Math::max));
        return new Checkpoint(later, more);
    }

    /** {@return the same without the logs of nodes that are no members} */
    Checkpoint within(Ring ring) {
        var fewer = new TreeMap<>(versions);
        fewer.keySet()
                .retainAll(versions.keySet().stream().filter(ring::contains).toList());
        return new Checkpoint(round, fewer);
    }

    long version(NodeId origin) {
        return versions.getOrDefault(origin, 0L);
    }

    /** {@return all logs, each with its version} */
    List<Head> heads() {
        List<Head> heads = new ArrayList<>(versions.size());
        versions.forEach((origin, version) -> heads.add(new Head(origin, version)));
        return heads;
    }

    /** {@return the logs that are further here than in an earlier one} */
    List<Head> since(Checkpoint earlier) {
        return heads().stream()
                .filter(head -> head.version() > earlier.version(head.origin()))
                .toList();
    }
}
