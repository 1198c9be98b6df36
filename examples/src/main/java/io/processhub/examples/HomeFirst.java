package io.processhub.examples;

import io.processhub.cluster.NodeId;
import io.processhub.strategy.distribution.ConsistentHashing;
import io.processhub.strategy.distribution.DistributionStrategy;
import java.util.List;
import java.util.stream.Stream;

// tag::strategy[]
/**
 * Prefers one node for processes of a prefix, and falls back on hashing.
 *
 * @param prefix of the process ids
 * @param node name of the node
 */
record HomeFirst(String prefix, String node) implements DistributionStrategy {
    @Override
    public Placement over(List<Candidate> candidates) {
        List<NodeId> home = candidates.stream()
                .map(Candidate::node)
                .filter(candidate -> candidate.name().equals(node))
                .toList();
        Placement hashed = new ConsistentHashing().over(candidates);
        return (process, copies, allowed) -> {
            List<NodeId> others = hashed.owners(process, candidates.size(), allowed);
            Stream<NodeId> first =
                    process.id().value().startsWith(prefix) ? home.stream().filter(allowed) : Stream.empty();
            return Stream.concat(first, others.stream())
                    .distinct()
                    .limit(copies)
                    .toList();
        };
    }
}
// end::strategy[]
