package io.processhub.placement;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Intent.Wanted;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.strategy.distribution.DistributionStrategy.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Where every process belongs, for one set of candidates, which may be an imagined one. Any thread.
 *
 * @param candidates sorted by node
 * @param copies how many copies of each run
 * @param eligibility which candidates can run which process, and where it belongs among them
 */
record Plan(List<Candidate> candidates, int copies, Eligibility eligibility) {
    static final Plan NOWHERE = new Plan(List.of(), 1, some -> Placement.nowhere());

    /** Opens placements for the candidates and for some of them. */
    Plan(List<Candidate> candidates, int copies, Function<List<Candidate>, Placement> over) {
        this(candidates, copies, new Eligibility(candidates, over));
    }

    /** {@return the placement of processes that any candidate can run} */
    Placement placement() {
        return eligibility.whole();
    }

    /** The owners of a process, in order of preference. */
    List<NodeId> owners(Wanted process, Predicate<NodeId> allowed) {
        return first(process, copies, allowed);
    }

    /** All that may run a process, in order of preference. */
    List<NodeId> ranking(Wanted process, Predicate<NodeId> allowed) {
        return candidates.isEmpty() ? List.of() : first(process, candidates.size(), allowed);
    }

    /** Why a candidate stands as it does, for people. */
    String reason(Wanted process, NodeId candidate) {
        return eligibility.fitting(process).reason(process, candidate);
    }

    /** By a placement that was made for other candidates, without those that are none any more. */
    static Plan among(List<Candidate> candidates, Placement before, int copies) {
        return new Plan(candidates, copies, some -> {
            Set<NodeId> nodes = some.stream().map(Candidate::node).collect(Collectors.toUnmodifiableSet());
            return (process, count, allowed) ->
                    before.owners(process, count, node -> nodes.contains(node) && allowed.test(node));
        });
    }

    /** Whether a node is one of the candidates. */
    boolean contains(NodeId node) {
        return candidates.stream().anyMatch(candidate -> candidate.node().equals(node));
    }

    /** Preferred nodes come before others; an assignment says more than a preference. */
    private List<NodeId> first(Wanted process, int count, Predicate<NodeId> allowed) {
        Placement fitting = eligibility.fitting(process);
        if (process.spec().constraints().preferred().isEmpty()
                || !process.assignment().absent()) {
            return distinct(fitting.owners(process, count, allowed));
        }
        List<NodeId> preferred = distinct(eligibility.preferred(process).owners(process, count, allowed));
        if (preferred.size() == count) {
            return preferred;
        }
        Predicate<NodeId> rest = node -> !preferred.contains(node) && allowed.test(node);
        List<NodeId> chosen = new ArrayList<>(preferred);
        chosen.addAll(distinct(fitting.owners(process, count - chosen.size(), rest)));
        return List.copyOf(chosen);
    }

    /** Strategies of others may forget that nodes are to be distinct. */
    private static List<NodeId> distinct(List<NodeId> found) {
        return found.size() == 1 ? found : found.stream().distinct().toList();
    }
}
