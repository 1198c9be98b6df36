package io.processhub.strategy.distribution;

import io.processhub.cluster.NodeId;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.strategy.distribution.DistributionStrategy.Loads;
import io.processhub.strategy.distribution.DistributionStrategy.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * The loads of those candidates whose scores are known, and what they will be after the decisions that are made with
 * it. Not thread-safe.
 */
final class Projection {
    /** How often a draw is tried, for each choice, before all candidates are looked at. */
    private static final int TRIES = 4;

    private final List<Scored> scored = new ArrayList<>();
    private final RandomGenerator random;
    private final double weights;

    /** A candidate and its load. */
    static final class Scored {
        private final Candidate candidate;
        private final double step;

        /** Sum of the weights up to this one. */
        private final double upTo;

        private double load;

        private Scored(Candidate candidate, Score score, double before) {
            this.candidate = candidate;
            this.load = score.load();
            this.step = score.step();
            this.upTo = before + candidate.weight();
        }

        Candidate candidate() {
            return candidate;
        }

        NodeId node() {
            return candidate.node();
        }

        double load() {
            return load;
        }

        /** The process of mean cost that it is given next is on it from now on. */
        void take() {
            load += step;
        }

        void add(double more) {
            load = Math.max(0, load + more);
        }
    }

    Projection(List<Candidate> candidates, Loads loads) {
        this.random = loads.random();
        double sum = 0;
        for (Candidate candidate : candidates) {
            Optional<Score> score = loads.of().apply(candidate.node()).score();
            if (score.isPresent()) {
                var next = new Scored(candidate, score.get(), sum);
                sum = next.upTo;
                scored.add(next);
            }
        }
        this.weights = sum;
    }

    /** The load of a node; empty when it is not known. */
    Optional<Scored> of(NodeId node) {
        return scored.stream().filter(known -> known.node().equals(node)).findFirst();
    }

    boolean any(Predicate<Scored> condition) {
        return scored.stream().anyMatch(condition);
    }

    /**
     * Draws some of the allowed candidates, each as often as its weight says, and takes the least loaded one of them.
     * All that draw find few idle nodes at the same time, so taking the least loaded of all would overrun these.
     *
     * @return empty when none is allowed
     */
    Optional<Scored> leastOf(int choices, Predicate<Scored> allowed) {
        Scored least = null;
        Scored first = null;
        int found = 0;
        for (int tried = 0; tried < choices * TRIES && found < choices && !scored.isEmpty(); tried++) {
            Scored drawn = draw();
            if (drawn != first && drawn != least && allowed.test(drawn)) {
                found++;
                first = first == null ? drawn : first;
                least = least == null || drawn.load < least.load ? drawn : least;
            }
        }
        return least != null ? Optional.of(least) : leastOfAll(allowed);
    }

    private Optional<Scored> leastOfAll(Predicate<Scored> allowed) {
        Scored least = null;
        for (Scored each : scored) {
            if ((least == null || each.load < least.load) && allowed.test(each)) {
                least = each;
            }
        }
        return Optional.ofNullable(least);
    }

    private Scored draw() {
        double sought = random.nextDouble() * weights;
        int low = 0;
        int high = scored.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (scored.get(middle).upTo <= sought) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return scored.get(low);
    }
}
