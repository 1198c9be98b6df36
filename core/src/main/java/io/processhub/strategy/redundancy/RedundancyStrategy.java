package io.processhub.strategy.redundancy;

import io.processhub.cluster.NodeId;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How many copies of each process run, and in which role. A strategy is a value: immutable, comparable by
 * {@code equals}, and its {@code toString} tells all its options, because nodes compare them when they meet. Pure and
 * called on the hub's thread; must not block. {@link #copies} is also called on a worker, for a dry run.
 *
 * <p>When it throws or does not answer on the hub's thread, what it decided before stays, the hub is degraded, and the
 * strategy is asked again. An exception on the worker of a dry run ends that dry run and nothing else.
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

    /**
     * The owners of a process, and the copies that run, as the registry shows them. Equal registries give equal views.
     *
     * @param id which process
     * @param owners the nodes that are to run it, in order of preference
     * @param copies the running copies, sorted by node; also those at a wrong place, which are to be stopped
     */
    record RoleView(ProcessId id, List<NodeId> owners, List<Copy> copies) {
        private static final Comparator<Copy> BY_TERM =
                Comparator.comparingLong(Copy::term).thenComparing(Copy::node);

        /** Freezes the lists. */
        public RoleView {
            owners = List.copyOf(owners);
            copies = List.copyOf(copies);
        }

        /**
         * A running copy.
         *
         * @param node on which it runs
         * @param role the one that it has taken up
         * @param term when it became active last, 0 for never; greater for a later one
         */
        public record Copy(NodeId node, Role role, long term) {}

        /** {@return the active copy that became so last; empty when none is active} */
        public Optional<Copy> latestActive() {
            return copies.stream().filter(copy -> copy.role() == Role.ACTIVE).max(BY_TERM);
        }

        /** {@return whether every owner runs a copy} */
        public boolean complete() {
            return !owners.isEmpty() && owners.stream().allMatch(this::runsOn);
        }

        /**
         * Whether a node runs a copy.
         *
         * @param node which node
         * @return true when one of the copies is there
         */
        public boolean runsOn(NodeId node) {
            return copies.stream().anyMatch(copy -> copy.node().equals(node));
        }
    }
}
