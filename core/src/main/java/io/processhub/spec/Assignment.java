package io.processhub.spec;

import io.processhub.cluster.NodeId;
import java.util.HashSet;
import java.util.List;

/**
 * The nodes that a process was given when it was started, or moved by a call: part of its intent, so that every node
 * knows it and places the process in the same way. What becomes of the process while such a node is away is up to the
 * distribution strategy. Immutable.
 *
 * @param nodes names of nodes, in order of preference, none twice; empty when placement needs no more than the id. At
 *     most 64
 */
public record Assignment(List<String> nodes) {
    private static final int NODES_MAX = 64;

    /** No nodes in particular. */
    public static final Assignment NONE = new Assignment(List.of());

    /**
     * Copies and checks.
     *
     * @throws IllegalArgumentException when there are too many, one is named twice, or a name is none that a node can
     *     have
     */
    public Assignment {
        nodes = List.copyOf(nodes);
        if (nodes.size() > NODES_MAX) {
            throw new IllegalArgumentException(
                    "assignment to " + nodes.size() + " nodes; allowed are " + NODES_MAX + " for one process");
        }
        if (nodes.size() != new HashSet<>(nodes).size()) {
            throw new IllegalArgumentException("assignment to nodes " + nodes + " names one twice; name it once");
        }
        nodes.forEach(node -> new NodeId(node, 1));
    }

    /**
     * The same nodes by their identities.
     *
     * @param nodes in order of preference, none twice; at most 64
     * @return an assignment to them, whichever start of each it is
     */
    public static Assignment to(List<NodeId> nodes) {
        return nodes.isEmpty()
                ? NONE
                : new Assignment(nodes.stream().map(NodeId::name).toList());
    }

    /** {@return whether there are no nodes in particular} */
    public boolean isEmpty() {
        return nodes.isEmpty();
    }
}
