package io.processhub.cluster;

import java.util.List;

/**
 * Which nodes can be reached, as one node sees it at one moment.
 *
 * @param number grows with every view of the same node; says nothing between nodes
 * @param self the node whose view this is; always a member
 * @param members all reachable nodes including {@code self}, sorted, no duplicates
 */
public record ClusterView(long number, NodeId self, List<NodeId> members) {

    /**
     * Sorts and freezes the members.
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
