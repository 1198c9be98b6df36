package io.processhub.wire;

import io.processhub.cluster.NodeId;
import io.processhub.cluster.StableHash;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that frames may name by a number: those that can be reached. Thread-safe; a view may come while frames are
 * decoded.
 */
public final class Nodes {
    private volatile Table table = new Table(Map.of(), Map.of(), Set.of());

    /** Knows nobody. */
    public Nodes() {}

    /** {@code shared} are the lower halves that do not tell two nodes apart. */
    private record Table(Map<Long, NodeId> byHash, Map<Integer, NodeId> byHalf, Set<Integer> shared) {}

    /**
     * Learns who can be reached, and forgets everybody else.
     *
     * @param reachable with this node
     */
    public void reachable(Collection<NodeId> reachable) {
        Map<Long, NodeId> byHash = new HashMap<>();
        Map<Integer, NodeId> byHalf = new HashMap<>();
        Set<Integer> shared = new HashSet<>();
        for (NodeId node : reachable) {
            long hash = StableHash.of(node);
            byHash.put(hash, node);
            if (byHalf.put((int) hash, node) != null) {
                shared.add((int) hash);
            }
        }
        byHalf.keySet().removeAll(shared);
        table = new Table(byHash, byHalf, shared);
    }

    @Nullable
    NodeId find(long hash) {
        return table.byHash().get(hash);
    }

    /** {@return the same node, as the one object that everything naming it can share} */
    NodeId shared(NodeId node) {
        NodeId known = find(StableHash.of(node));
        return known != null && known.equals(node) ? known : node;
    }

    @Nullable
    NodeId find(int half) {
        return table.byHalf().get(half);
    }

    /** {@return whether half of a hash is enough to name a node} */
    boolean distinct(long hash) {
        return !table.shared().contains((int) hash);
    }
}
