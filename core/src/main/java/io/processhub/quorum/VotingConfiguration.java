package io.processhub.quorum;

import io.processhub.cluster.NodeId;
import io.processhub.strategy.partition.PartitionStrategy.Votes;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Who has a vote, and from how many nodes at least a majority is counted. Configurations grow only: of one name the
 * later vote counts, and a later reset supersedes everything before it; so any two have a {@link #union}. Immutable.
 *
 * @param reset the last reset
 * @param votes by the name of the node; also those that have left
 */
public record VotingConfiguration(Reset reset, SortedMap<String, Vote> votes) {
    /** The first node of a hub begins with it. */
    public static final VotingConfiguration EMPTY =
            new VotingConfiguration(new Reset(0, "", 0), Collections.emptySortedMap());

    /** Freezes the votes. */
    public VotingConfiguration {
        votes = Collections.unmodifiableSortedMap(new TreeMap<>(votes));
    }

    /**
     * An order to count a majority from other numbers than before.
     *
     * @param number greater for a later one; 0 for none
     * @param node the name of the node on which it was given; of two with one number, the greater name counts
     * @param size from how many nodes at least a majority is counted
     */
    public record Reset(long number, String node, int size) implements Comparable<Reset> {
        private static final Comparator<Reset> ORDER = Comparator.comparingLong(Reset::number)
                .thenComparing(Reset::node)
                .thenComparingInt(Reset::size);

        @Override
        public int compareTo(Reset other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * The vote of one node. A restarted node, or a hub that is opened again, has a new one.
     *
     * @param incarnation of the node
     * @param generation of its hub
     * @param left whether it has given its vote back
     */
    public record Vote(long incarnation, long generation, boolean left) implements Comparable<Vote> {
        private static final Comparator<Vote> ORDER = Comparator.comparingLong(Vote::incarnation)
                .thenComparingLong(Vote::generation)
                .thenComparing(Vote::left);

        @Override
        public int compareTo(Vote other) {
            return ORDER.compare(this, other);
        }

        private static Vote later(Vote one, Vote other) {
            return one.compareTo(other) >= 0 ? one : other;
        }
    }

    /**
     * A hub that may have a vote.
     *
     * @param node on which it runs
     * @param generation of the hub there
     */
    public record Voter(NodeId node, long generation) {

        private Vote vote(boolean left) {
            return new Vote(node.incarnation(), generation, left);
        }
    }

    /**
     * The least configuration that contains this one and another.
     *
     * @param other any
     * @return one of both, when it contains the other
     */
    public VotingConfiguration union(VotingConfiguration other) {
        int order = reset.compareTo(other.reset);
        if (order != 0) {
            return order > 0 ? this : other;
        }
        var all = new TreeMap<>(votes);
        other.votes.forEach((name, vote) -> all.merge(name, vote, Vote::later));
        return new VotingConfiguration(reset, all);
    }

    /** Whether this contains all of another one. */
    boolean covers(VotingConfiguration other) {
        return union(other).equals(this);
    }

    /** Gives votes to hubs, or takes them back. */
    VotingConfiguration with(Collection<Voter> voters, boolean left) {
        var more = new TreeMap<String, Vote>();
        voters.forEach(voter -> more.put(voter.node().name(), voter.vote(left)));
        return union(new VotingConfiguration(reset, more));
    }

    /** The same voters, as far as they are given, counted from another size; supersedes this one. */
    VotingConfiguration reset(String node, int size, Collection<Voter> voters) {
        var order = new Reset(reset.number() + 1, node, size);
        return new VotingConfiguration(order, Collections.emptySortedMap()).with(voters, false);
    }

    /** Whether a hub has a vote. */
    boolean includes(Voter voter) {
        return voter.vote(false).equals(votes.get(voter.node().name()));
    }

    /** Those whose votes count of the hubs that are here, sorted. Two parts never have the same, but for none. */
    List<NodeId> present(Collection<Voter> present) {
        return present.stream().filter(this::includes).map(Voter::node).sorted().toList();
    }

    /**
     * Counts votes. When every voter is there by name, all of them count, though some have been restarted: then none
     * can be elsewhere. As long as no hub has a vote, every node counts.
     *
     * @param present the hubs whose votes count
     * @param initialSize from how many nodes at least a majority is counted, unless that was reset
     */
    Votes count(Collection<Voter> present, int initialSize) {
        List<String> voters = votes.entrySet().stream()
                .filter(each -> !each.getValue().left())
                .map(Map.Entry::getKey)
                .toList();
        int size = Math.max(reset.number() > 0 ? reset.size() : initialSize, voters.size());
        if (voters.isEmpty()) {
            return new Votes(present.size(), Math.max(1, size), List.of());
        }
        var names = present.stream().map(voter -> voter.node().name()).collect(Collectors.toUnmodifiableSet());
        if (names.containsAll(voters)) {
            return new Votes(size, size, List.of());
        }
        var valid = present.stream()
                .filter(this::includes)
                .map(voter -> voter.node().name())
                .collect(Collectors.toUnmodifiableSet());
        List<String> absent =
                voters.stream().filter(name -> !valid.contains(name)).toList();
        return new Votes(valid.size(), size, absent);
    }
}
