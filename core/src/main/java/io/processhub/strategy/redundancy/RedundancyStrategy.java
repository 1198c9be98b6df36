package io.processhub.strategy.redundancy;

import io.processhub.cluster.NodeId;
import io.processhub.spec.Role;

/**
 * How many copies of each process run, and in which role. A strategy is a value: immutable, comparable by
 * {@code equals}, and its {@code toString} tells all its options, because nodes compare them when they meet. Pure and
 * called on the hub's thread; must not block. {@link #copies} is also called on a worker, for a dry run.
 *
 * <p>Must not throw: an exception on the hub's thread ends the hub on this node, and the other nodes take its processes
 * over. An exception on the worker of a dry run ends that dry run and nothing else.
 */
public interface RedundancyStrategy {

    /**
     * How many nodes run each process.
     *
     * @param members how many nodes the hub has; positive
     * @return positive, and not smaller for more members; more than there are members means all of them
     */
    int copies(int members);

    /**
     * What the copy on a node is for, or would be if there were one. Where there is never more than one copy, that one
     * is active, and this is not asked. Asked again whenever anything about the process changes, until every copy has
     * the role it should have; so equal views must give equal answers on all nodes, and a copy that has taken up its
     * role must, by that alone, not be given another one. A copy that is to go is stopped when all copies have their
     * roles.
     *
     * @param view the owners of the process, and the copies that run
     * @param node one of the owners, or of those that run a copy
     * @return its role
     */
    Role role(RoleView view, NodeId node);

    /**
     * The rule by which it decides how many copies there are, and in which roles.
     *
     * @return a few words for people; its text unless the strategy says otherwise
     */
    default String rule() {
        return toString();
    }

    /**
     * Whether at most one copy is active at a time, so that terms have to grow from each active one to the next.
     *
     * @return false unless the strategy says otherwise
     */
    default boolean oneActive() {
        return false;
    }

    /**
     * Whether a running process is notified when it takes up a role. If not, it has the role without knowing.
     *
     * @param role the new one
     * @return true unless the strategy says otherwise
     */
    default boolean tells(Role role) {
        return true;
    }
}
