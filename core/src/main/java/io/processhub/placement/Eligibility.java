package io.processhub.placement;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Intent.Wanted;
import io.processhub.spec.Constraints;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.strategy.distribution.DistributionStrategy.Traits;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which candidates can run a process at all: those that know its type and have what it requires. And which of them it
 * prefers. Immutable; any thread.
 */
final class Eligibility {
    private final Map<NodeId, Candidate> candidates;

    /** The types that every candidate knows; null when none of them says which it knows. */
    private final @Nullable Set<String> common;

    Eligibility(List<Candidate> candidates) {
        this.candidates = HashMap.newHashMap(candidates.size());
        candidates.forEach(candidate -> this.candidates.put(candidate.node(), candidate));
        this.common = common(candidates);
    }

    private static @Nullable Set<String> common(List<Candidate> candidates) {
        Set<String> common = null;
        for (Candidate candidate : candidates) {
            Set<String> types = candidate.traits().types().orElse(null);
            if (types != null) {
                common = common == null ? new HashSet<>(types) : common;
                common.retainAll(types);
            }
        }
        return common;
    }

    /** Whether a candidate is one here. */
    boolean contains(NodeId node) {
        return candidates.containsKey(node);
    }

    /** The candidates that can run a process, of those that a condition leaves. */
    Predicate<NodeId> fit(Wanted process, Predicate<NodeId> condition) {
        boolean all = process.spec().constraints().required().isEmpty()
                && (common == null || common.contains(process.spec().type()));
        return all ? condition : node -> condition.test(node) && fits(process, candidates.get(node));
    }

    /** The candidates that a process prefers, of those that a condition leaves; any when it prefers none. */
    Predicate<NodeId> preferred(Wanted process, Predicate<NodeId> condition) {
        Map<String, String> preferred = process.spec().constraints().preferred();
        return node -> {
            Candidate candidate = candidates.get(node);
            return candidate != null
                    && condition.test(node)
                    && missing(preferred, candidate).isEmpty();
        };
    }

    /** Whether a candidate can run a process; a node that is no candidate cannot. */
    static boolean fits(Wanted process, @Nullable Candidate candidate) {
        return candidate != null && obstacle(process, candidate).isEmpty();
    }

    /** Why a candidate cannot run a process, for people; empty when it can. */
    static String obstacle(Wanted process, Candidate candidate) {
        Traits traits = candidate.traits();
        return traits.knows(process.spec().type())
                ? missing(process.spec().constraints().required(), candidate)
                : "does not know the type '" + process.spec().type() + "'";
    }

    private static String missing(Map<String, String> labels, Candidate candidate) {
        for (var label : labels.entrySet()) {
            String key = label.getKey();
            String value = key.equals(Constraints.ZONE)
                    ? candidate.zone()
                    : candidate.traits().labels().get(key);
            if (!label.getValue().equals(value)) {
                return "has " + (value == null || value.isEmpty() ? "no " + key : key + "=" + value) + ", required is "
                        + key + "=" + label.getValue();
            }
        }
        return "";
    }
}
