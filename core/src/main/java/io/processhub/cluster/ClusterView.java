package io.processhub.cluster;

import java.util.List;

/**
 * The set of nodes that one node can reach at one moment. Immutable.
 *
 * @param number increases with every view of the same node; numbers of different nodes are not comparable
 * @param self the node whose view this is; always a member
 * @param members all reachable nodes including {@code self}, sorted, no duplicates
 */
public record ClusterView(long number, NodeId self, List<NodeId> members) {

    /**
     * Sorts and copies the members.
     *
     * @throws IllegalArgumentException when {@code self} is not among the members
     */
    public ClusterView {
        members = members.stream().sorted().distinct().toList();
        if (!members.contains(self)) {
            throw new IllegalArgumentException("view " + number + " of " + self + " lacks itself: " + members);
        }
    }

    /** {@return all members but this node, sorted} */
    public List<NodeId> peers() {
        return members.stream().filter(member -> !member.equals(self)).toList();
    }
}
