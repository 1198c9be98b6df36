package io.processhub.jgroups.hearing;

import io.processhub.cluster.NodeId;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whom one member does not hear. Only that member changes it, and each change has a greater number. Immutable.
 *
 * @param number 0 before the first complaint
 * @param silent members that it has not heard for some time
 * @param lost members that it has not heard for so long that they do not count
 * @param deserted members that do not count it, because they have another view; says nothing about later views
 * @param view the number of the view of the member that complains
 */
record Complaints(
        long number, SortedSet<NodeId> silent, SortedSet<NodeId> lost, SortedSet<NodeId> deserted, long view) {
    static final Complaints NONE = new Complaints(0, new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), 0);

    /** Returns these complaints if nothing has changed, otherwise the next ones. */
    Complaints next(Set<NodeId> nowSilent, Set<NodeId> nowLost, Set<NodeId> nowDeserted, long nowView) {
        return silent.equals(nowSilent) && lost.equals(nowLost) && deserted.equals(nowDeserted)
                ? this
                : new Complaints(
                        number + 1,
                        new TreeSet<>(nowSilent),
                        new TreeSet<>(nowLost),
                        new TreeSet<>(nowDeserted),
                        nowView);
    }

    boolean about(NodeId member) {
        return silent.contains(member) || lost.contains(member) || deserted.contains(member);
    }

    /** Whether a member cannot be in one group with the one that complains, in a view of that number. */
    boolean against(NodeId member, long ofView) {
        return lost.contains(member) || (view == ofView && deserted.contains(member));
    }
}
