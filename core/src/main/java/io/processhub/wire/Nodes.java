package io.processhub.wire;

import io.processhub.cluster.NodeId;
import io.processhub.hash.StableHash;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The reachable nodes, which frames may identify by a hash. Thread-safe: a view may arrive while frames are decoded.
 */
public final class Nodes {
    private volatile Table table = new Table(Map.of(), Map.of(), Set.of());

    /** Creates an instance without nodes. */
    public Nodes() {}

    /** {@code shared} holds the lower halves of hashes that two nodes have in common. */
    private record Table(Map<Long, NodeId> byHash, Map<Integer, NodeId> byHalf, Set<Integer> shared) {}

    /**
     * Replaces the set of reachable nodes.
     *
     * @param reachable the reachable nodes, including this one
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

    /** {@return an equal node: the one object that all references to it share} */
    NodeId shared(NodeId node) {
        NodeId known = find(StableHash.of(node));
        return known != null && known.equals(node) ? known : node;
    }

    @Nullable
    NodeId find(int half) {
        return table.byHalf().get(half);
    }

    /** {@return whether the lower half of a hash identifies one node} */
    boolean distinct(long hash) {
        return !table.shared().contains((int) hash);
    }
}
