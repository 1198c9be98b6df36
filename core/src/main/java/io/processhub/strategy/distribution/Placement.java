package io.processhub.strategy.distribution;

import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessId;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where processes belong, for one set of candidates. A pure function: equal candidates give equal owners on every node.
 */
@FunctionalInterface
public interface Placement {

    /**
     * The nodes that shall run a process.
     *
     * @param id which process
     * @param copies how many nodes are wanted; positive
     * @param allowed which candidates may run this process
     * @return distinct nodes in order of preference; fewer than wanted when there are not enough
     */
    List<NodeId> owners(ProcessId id, int copies, Predicate<NodeId> allowed);
}
