package io.processhub.strategy.distribution;

import io.processhub.cluster.NodeId;
import io.processhub.spec.ProcessId;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Where processes belong, for one set of candidates. A pure function: equal candidates give equal owners on every node.
 * Asked on the hub's thread, and on a worker when a change is tried out. Must not block and must not throw; what an
 * exception does is said at {@link DistributionStrategy}.
 */
@FunctionalInterface
public interface Placement {

    /**
     * The nodes that are to run a process.
     *
     * @param id which process
     * @param copies how many nodes are wanted; positive
     * @param allowed which candidates may run this process
     * @return distinct nodes in order of preference; fewer than wanted when there are not enough
     */
    List<NodeId> owners(ProcessId id, int copies, Predicate<NodeId> allowed);

    /**
     * Explains how a candidate stands for a process.
     *
     * @param id which process
     * @param candidate one of those that this is the placement for
     * @return a few words for people; empty unless the strategy says otherwise
     */
    default String reason(ProcessId id, NodeId candidate) {
        return "";
    }

    /**
     * Compares with an earlier placement, so that not every process has to be placed anew when a few of many candidates
     * have changed.
     *
     * @param before a placement by the same strategy
     * @return whether a process, given with the owners it had by the earlier placement, is certain to have them still,
     *     for the same number of copies and as long as the same candidates may run it
     */
    default BiPredicate<ProcessId, List<NodeId>> keeping(Placement before) {
        return (id, owners) -> false;
    }
}
