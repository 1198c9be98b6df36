package io.processhub.jgroups.hearing;

import io.processhub.cluster.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * Divides the members of a view into groups in which every member hears every other. Members that know the same view
 * and the same complaints come to the same groups, so none is left out by one side alone. Stateless.
 */
final class Groups {
    private Groups() {}

    /**
     * Finds the group of one member. The first group begins with the first member of the view and takes in, in the
     * order of the view, each one that gets on with all that are in it; those that are left form further groups
     * likewise.
     *
     * @param self a member of the view
     * @param view in the same order on all members
     * @param apart whether two members cannot be in one group; symmetrical
     */
    static SortedSet<NodeId> of(NodeId self, List<NodeId> view, BiPredicate<NodeId, NodeId> apart) {
        List<NodeId> rest = view;
        while (true) {
            var group = new TreeSet<NodeId>();
            var left = new ArrayList<NodeId>();
            for (NodeId member : rest) {
                if (group.stream().noneMatch(other -> apart.test(member, other))) {
                    group.add(member);
                } else {
                    left.add(member);
                }
            }
            if (group.contains(self) || group.isEmpty()) {
                return group;
            }
            rest = left;
        }
    }
}
