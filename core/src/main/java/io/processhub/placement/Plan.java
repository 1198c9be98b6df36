package io.processhub.placement;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Intent.Wanted;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.strategy.distribution.DistributionStrategy.Placement;
import java.util.ArrayList;
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
 * @param eligibility which candidates can run which process
 */
record Plan(List<Candidate> candidates, Placement placement, int copies, Eligibility eligibility) {
    static final Plan NOWHERE = new Plan(List.of(), Placement.nowhere(), 1);

    Plan(List<Candidate> candidates, Placement placement, int copies) {
        this(candidates, placement, copies, new Eligibility(candidates));
    }

    /** The owners of a process, in order of preference. */
    List<NodeId> owners(Wanted process, Predicate<NodeId> allowed) {
        return first(process, copies, allowed);
    }

    /** All that may run a process, in order of preference. */
    List<NodeId> ranking(Wanted process, Predicate<NodeId> allowed) {
        return candidates.isEmpty() ? List.of() : first(process, candidates.size(), allowed);
    }

    /** By a placement that was made for other candidates, without those that are none any more. */
    static Plan among(List<Candidate> candidates, Placement before, int copies) {
        Set<NodeId> nodes = candidates.stream().map(Candidate::node).collect(Collectors.toUnmodifiableSet());
        return new Plan(
                candidates,
                (process, count, allowed) ->
                        before.owners(process, count, node -> nodes.contains(node) && allowed.test(node)),
                copies);
    }

    /** Whether a node is one of the candidates. */
    boolean contains(NodeId node) {
        return eligibility.contains(node);
    }

    /** Preferred nodes come before others; an assignment says more than a preference. */
    private List<NodeId> first(Wanted process, int count, Predicate<NodeId> allowed) {
        Predicate<NodeId> fit = eligibility.fit(process, allowed);
        if (process.spec().constraints().preferred().isEmpty()
                || !process.assignment().absent()) {
            return distinct(process, count, fit);
        }
        List<NodeId> chosen = new ArrayList<>(distinct(process, count, eligibility.preferred(process, fit)));
        if (chosen.size() < count) {
            Predicate<NodeId> rest = node -> !chosen.contains(node) && fit.test(node);
            chosen.addAll(distinct(process, count - chosen.size(), rest));
        }
        return List.copyOf(chosen);
    }

    /** Whoever has assigned it, the strategy or the hub: an assignment comes before what a strategy works out. */
    private Placement placement(Wanted process) {
        return process.assignment().absent() ? placement : Placement.following(candidates, placement);
    }

    /** Why a candidate stands as it does, for people. */
    String reason(Wanted process, NodeId candidate) {
        return placement(process).reason(process, candidate);
    }

    /** Strategies of others may forget that nodes are to be distinct. */
    private List<NodeId> distinct(Wanted process, int count, Predicate<NodeId> allowed) {
        List<NodeId> found = placement(process).owners(process, count, allowed);
        return found.size() == 1 ? found : found.stream().distinct().toList();
    }
}
