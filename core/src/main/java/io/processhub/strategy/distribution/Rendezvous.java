package io.processhub.strategy.distribution;

import io.processhub.cluster.NodeId;
import io.processhub.hash.StableHash;
import io.processhub.registry.Intent.Wanted;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.strategy.distribution.DistributionStrategy.Placement;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The placement of {@link ConsistentHashing} for one set of candidates: each draws a number, the greatest ones win. */
final class Rendezvous implements Placement {
    private final List<Candidate> candidates;
    private final long[] seeds;

    /** The owners where there is only one, made once: they are asked for more often than anything else. */
    private final List<List<NodeId>> alone;

    /** With equal weights the draws themselves decide; the logarithm would not change their order. */
    private final boolean even;

    Rendezvous(List<Candidate> candidates) {
        this.candidates = List.copyOf(candidates);
        this.seeds = candidates.stream()
                .mapToLong(candidate -> StableHash.of(candidate.node().name()))
                .toArray();
        this.alone =
                candidates.stream().map(candidate -> List.of(candidate.node())).toList();
        this.even =
                candidates.stream().mapToDouble(Candidate::weight).distinct().count() <= 1;
    }

    @Override
    public List<NodeId> owners(Wanted process, int copies, Predicate<NodeId> allowed) {
        long key = key(process);
        if (copies > 1) {
            return spread(ranking(key, allowed), copies);
        }
        int winner = even ? greatest(key) : -1;
        return winner >= 0 && allowed.test(candidates.get(winner).node()) ? alone.get(winner) : best(key, allowed);
    }

    @Override
    public String reason(Wanted process, NodeId candidate) {
        var sought = new Candidate(candidate, 1, "");
        int at = Collections.binarySearch(candidates, sought, Comparator.comparing(Candidate::node));
        return at < 0 ? "" : drawn(candidates.get(at), score(key(process), at));
    }

    private static String drawn(Candidate candidate, double score) {
        return String.format(Locale.ROOT, "draws %.3f", score)
                + (candidate.weight() == 1 ? "" : ", weight " + candidate.weight())
                + (candidate.zone().isEmpty() ? "" : ", zone " + candidate.zone());
    }

    /** A sole owner stays one unless it is gone or a new candidate has drawn more. */
    @Override
    public BiPredicate<Wanted, List<NodeId>> keeping(Placement before) {
        if (!(before instanceof Rendezvous earlier) || !even || !earlier.even) {
            return Placement.super.keeping(before);
        }
        Set<NodeId> gone = earlier.nodes();
        gone.removeAll(nodes());
        Set<NodeId> known = earlier.nodes();
        int[] fresh = IntStream.range(0, seeds.length)
                .filter(at -> !known.contains(candidates.get(at).node()))
                .toArray();
        return (process, owners) ->
                owners.size() == 1 && !gone.contains(owners.getFirst()) && beats(process, owners, fresh);
    }

    private Set<NodeId> nodes() {
        Set<NodeId> nodes = new TreeSet<>();
        candidates.forEach(candidate -> nodes.add(candidate.node()));
        return nodes;
    }

    private boolean beats(Wanted process, List<NodeId> owners, int... others) {
        if (others.length == 0) {
            return true;
        }
        long key = key(process);
        long draw = drawFor(key, StableHash.of(owners.getFirst().name()));
        for (int other : others) {
            if (drawAt(key, other) >= draw) {
                return false;
            }
        }
        return true;
    }

    private static long key(Wanted process) {
        return StableHash.of(process.id().value());
    }

    /** The candidate with the greatest draw, whether or not it may; -1 when there is none. */
    private int greatest(long key) {
        int winner = -1;
        long highest = -1;
        for (int at = 0; at < seeds.length; at++) {
            long draw = drawAt(key, at);
            if (draw > highest) {
                winner = at;
                highest = draw;
            }
        }
        return winner;
    }

    private List<NodeId> best(long key, Predicate<NodeId> allowed) {
        int winner = -1;
        double highest = Double.NEGATIVE_INFINITY;
        for (int at = 0; at < seeds.length; at++) {
            double score = score(key, at);
            if (score > highest && allowed.test(candidates.get(at).node())) {
                winner = at;
                highest = score;
            }
        }
        return winner < 0 ? List.of() : alone.get(winner);
    }

    /** The draw of a candidate, by its index: 53 bits. */
    private long drawAt(long key, int index) {
        return drawFor(key, seeds[index]);
    }

    /** The draw of a node, by the hash of its name: 53 bits. */
    private static long drawFor(long key, long seed) {
        return StableHash.mix(key ^ seed) >>> 11;
    }

    /** Greater is better; the logarithm makes the odds proportional to the weight. */
    private double score(long key, int at) {
        double uniform = (drawAt(key, at) + 0.5) * 0x1.0p-53;
        return -candidates.get(at).weight() / Math.log(uniform);
    }

    private record Ranked(Candidate candidate, double score) {}

    private List<Candidate> ranking(long key, Predicate<NodeId> allowed) {
        return IntStream.range(0, seeds.length)
                .filter(at -> allowed.test(candidates.get(at).node()))
                .mapToObj(at -> new Ranked(candidates.get(at), score(key, at)))
                .sorted(Comparator.comparingDouble(Ranked::score).reversed())
                .map(Ranked::candidate)
                .toList();
    }

    /** Takes the best of each zone before a second of any; a node without a zone is a zone of its own. */
    private static List<NodeId> spread(List<Candidate> ranking, int copies) {
        Set<Candidate> chosen = new LinkedHashSet<>();
        int wanted = Math.min(copies, ranking.size());
        while (chosen.size() < wanted) {
            Set<String> zones = new LinkedHashSet<>();
            for (Candidate candidate : ranking) {
                boolean fresh = candidate.zone().isEmpty() || zones.add(candidate.zone());
                if (fresh && chosen.size() < wanted) {
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
