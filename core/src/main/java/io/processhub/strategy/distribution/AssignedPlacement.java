package io.processhub.strategy.distribution;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Intent.Wanted;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.strategy.distribution.DistributionStrategy.Placement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Places processes on the nodes that they are assigned to, and the rest by another placement. Immutable; any thread.
 *
 * @param candidates the nodes by their names
 * @param others where copies belong that have no assigned node here
 */
record AssignedPlacement(Map<String, NodeId> candidates, Placement others) implements Placement {

    static Map<String, NodeId> byName(List<Candidate> candidates) {
        Map<String, NodeId> byName = LinkedHashMap.newLinkedHashMap(candidates.size());
        candidates.forEach(candidate -> byName.put(candidate.node().name(), candidate.node()));
        return byName;
    }

    @Override
    public List<NodeId> owners(Wanted process, int copies, Predicate<NodeId> allowed) {
        if (process.assignment().absent()) {
            return others.owners(process, copies, allowed);
        }
        List<NodeId> chosen = new ArrayList<>(copies);
        for (String name : process.assignment().nodes()) {
            @Nullable NodeId node = candidates.get(name);
            if (node != null && chosen.size() < copies && allowed.test(node)) {
                chosen.add(node);
            }
        }
        if (chosen.size() < copies) {
            Predicate<NodeId> rest = node -> !chosen.contains(node) && allowed.test(node);
            chosen.addAll(others.owners(process, copies - chosen.size(), rest));
        }
        return List.copyOf(chosen);
    }

    @Override
    public String reason(Wanted process, NodeId candidate) {
        int at = process.assignment().nodes().indexOf(candidate.name());
        return at < 0 ? others.reason(process, candidate) : "assigned, choice " + (at + 1);
    }

    @Override
    public BiPredicate<Wanted, List<NodeId>> keeping(Placement before) {
        if (!(before instanceof AssignedPlacement earlier)) {
            return Placement.super.keeping(before);
        }
        BiPredicate<Wanted, List<NodeId>> kept = others.keeping(earlier.others);
        return (process, owners) -> process.assignment().absent() && kept.test(process, owners);
    }
}
