package io.processhub.strategy.redundancy;

import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessId;
import io.processhub.process.Role;
import java.util.List;

/**
 * How many copies of each process run, and in which role. A strategy is a value: immutable, comparable by
 * {@code equals}, and its {@code toString} tells all its options, because nodes compare them when they meet. Pure and
 * called on the hub's thread; must not block.
 */
public interface RedundancyStrategy {

    /**
     * How many nodes shall run each process.
     *
     * @param members how many nodes the hub has; positive
     * @return positive; more than there are members means all of them
     */
    int copies(int members);

    /**
     * What the copy on a node is for.
     *
     * @param id which process
     * @param owners the nodes that shall run it, in order of preference
     * @param node one of the owners
     * @return its role
     */
    Role role(ProcessId id, List<NodeId> owners, NodeId node);
}
