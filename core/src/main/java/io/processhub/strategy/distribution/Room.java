package io.processhub.strategy.distribution;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Intent.Wanted;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.strategy.distribution.DistributionStrategy.Loads;
import io.processhub.strategy.distribution.DistributionStrategy.Request;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/** How many more copies each node may be given, after the decisions that are made with it. Not thread-safe. */
final class Room {
    /** What is a whole number but for the rounding of its factors is not rounded up to the next. */
    private static final double ROUNDING = 1e-6;

    private final Map<NodeId, Place> places;

    /** A node, how many copies belong there, and how many may. */
    private static final class Place {
        private final Candidate candidate;
        private final int most;
        private int copies;

        private Place(Candidate candidate, int copies, int most) {
            this.candidate = candidate;
            this.copies = copies;
            this.most = most;
        }
    }

    /** Of the copies that there are and {@code more}. */
    Room(List<Candidate> candidates, Loads loads, int more, double epsilon) {
        places = new TreeMap<>();
        double weights = candidates.stream().mapToDouble(Candidate::weight).sum();
        long all = more;
        for (Candidate candidate : candidates) {
            all += loads.of().apply(candidate.node()).copies();
        }
        for (Candidate candidate : candidates) {
            double most = (1 + epsilon) * all * candidate.weight() / weights;
            int copies = loads.of().apply(candidate.node()).copies();
            places.put(candidate.node(), new Place(candidate, copies, (int) Math.ceil(most - ROUNDING)));
        }
    }

    private Place at(NodeId node) {
        return Objects.requireNonNull(places.get(node), "only candidates are asked about");
    }

    Candidate candidate(NodeId node) {
        return at(node).candidate;
    }

    Predicate<NodeId> fit(Wanted process, Request request, Predicate<NodeId> condition) {
        return node -> condition.test(node) && request.fit().test(process, candidate(node));
    }

    /** Whether a node may be given no more. */
    boolean full(NodeId node) {
        return at(node).copies >= at(node).most;
    }

    /** Whether a node has more than it may have. */
    boolean exceeded(NodeId node) {
        return at(node).copies > at(node).most;
    }

    void take(NodeId node) {
        at(node).copies++;
    }

    void hand(NodeId giver, NodeId taker) {
        at(giver).copies--;
        take(taker);
    }
}
