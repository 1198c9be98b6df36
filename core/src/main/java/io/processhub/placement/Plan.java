package io.processhub.placement;

import io.processhub.cluster.NodeId;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.strategy.distribution.DistributionStrategy.Placement;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Where every process belongs, for one set of candidates, which may be an imagined one. Immutable; any thread.
 *
 * @param candidates sorted by node
 * @param placement of the processes
 * @param copies how many copies of each run
 */
record Plan(List<Candidate> candidates, Placement placement, int copies) {
    static final Plan NOWHERE = new Plan(List.of(), (id, copies, allowed) -> List.of(), 1);

    /** The owners of a process, in order of preference. */
    List<NodeId> owners(ProcessId id, Predicate<NodeId> allowed) {
        return first(id, copies, allowed);
    }

    /** All that may run a process, in order of preference. */
    List<NodeId> ranking(ProcessId id, Predicate<NodeId> allowed) {
        return candidates.isEmpty() ? List.of() : first(id, candidates.size(), allowed);
    }

    /** By a placement that was made for other candidates, without those that are none any more. */
    static Plan among(List<Candidate> candidates, Placement before, int copies) {
        Set<NodeId> nodes = candidates.stream().map(Candidate::node).collect(Collectors.toUnmodifiableSet());
        return new Plan(
                candidates,
                (id, count, allowed) -> before.owners(id, count, node -> nodes.contains(node) && allowed.test(node)),
                copies);
    }

    /** Whether a node is one of the candidates. */
    boolean contains(NodeId node) {
        return candidates.stream().anyMatch(candidate -> candidate.node().equals(node));
    }

    /** Strategies of others may forget that nodes are to be distinct. */
    private List<NodeId> first(ProcessId id, int count, Predicate<NodeId> allowed) {
        List<NodeId> found = placement.owners(id, count, allowed);
        return found.size() == 1 ? found : found.stream().distinct().toList();
    }
}
