package io.processhub.strategy.distribution;

import io.processhub.cluster.NodeId;
import io.processhub.cluster.StableHash;
import io.processhub.process.ProcessId;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Weighted rendezvous hashing, a form of consistent hashing: every candidate draws a number for a process from a hash
 * of both names, and the greatest numbers win. A node that leaves gives up only its own processes; one that joins takes
 * only its share; nothing else moves.
 *
 * <p>A node's share is proportional to its weight, and the draws of different processes are independent, so of n
 * processes a node with share p gets n·p ± 3·√(n·p·(1−p)), which is closer to even than a hash ring with a few hundred
 * points per node. Names are hashed without the incarnation: a node that restarts gets the same processes back.
 *
 * @see <a href="https://doi.org/10.1109/90.663936">Thaler, Ravishankar: Using name-based mappings to increase hit rates
 *     (1998)</a>
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-bess-weighted-hrw">Mohanty et al., Weighted HRW and
 *     its applications</a>
 */
public record ConsistentHashing() implements DistributionStrategy {

    @Override
    public Placement over(List<Candidate> candidates) {
        List<Draw> draws = candidates.stream()
                .map(candidate -> new Draw(candidate, StableHash.of(candidate.node().name())))
                .toList();
        return (id, copies, allowed) -> owners(draws, id, copies, allowed);
    }

    /** A candidate with the hash of its name. */
    private record Draw(Candidate candidate, long seed) {
        /** Greater is better; the logarithm makes the odds proportional to the weight. */
        double score(long key) {
            double uniform = ((StableHash.mix(key ^ seed) >>> 11) + 0.5) * 0x1.0p-53;
            return -candidate.weight() / Math.log(uniform);
        }
    }

    private record Ranked(Candidate candidate, double score) {}

    private static List<NodeId> owners(List<Draw> draws, ProcessId id, int copies, Predicate<NodeId> allowed) {
        long key = StableHash.of(id.value());
        return copies == 1 ? best(draws, key, allowed) : spread(ranking(draws, key, allowed), copies);
    }

    private static List<NodeId> best(List<Draw> draws, long key, Predicate<NodeId> allowed) {
        Candidate winner = null;
        double highest = Double.NEGATIVE_INFINITY;
        for (Draw draw : draws) {
            double score = draw.score(key);
            if (score > highest && allowed.test(draw.candidate().node())) {
                winner = draw.candidate();
                highest = score;
            }
        }
        return winner == null ? List.of() : List.of(winner.node());
    }

    private static List<Candidate> ranking(List<Draw> draws, long key, Predicate<NodeId> allowed) {
        return draws.stream()
                .filter(draw -> allowed.test(draw.candidate().node()))
                .map(draw -> new Ranked(draw.candidate(), draw.score(key)))
                .sorted(Comparator.comparingDouble(Ranked::score).reversed())
                .map(Ranked::candidate)
                .toList();
    }

    /** Takes the best of each zone before a second of any; nodes without a zone share it with nobody. */
    private static List<NodeId> spread(List<Candidate> ranking, int copies) {
        Set<Candidate> chosen = new LinkedHashSet<>();
        while (chosen.size() < Math.min(copies, ranking.size())) {
            Set<String> zones = new LinkedHashSet<>();
            for (Candidate candidate : ranking) {
                boolean fresh = candidate.zone().isEmpty() || zones.add(candidate.zone());
                if (fresh && chosen.size() < copies) {
                    chosen.add(candidate);
                }
            }
            ranking = ranking.stream()
                    .filter(candidate -> !chosen.contains(candidate))
                    .toList();
        }
        return chosen.stream().map(Candidate::node).toList();
    }
}
