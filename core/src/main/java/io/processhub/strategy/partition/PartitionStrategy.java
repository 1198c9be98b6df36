package io.processhub.strategy.partition;

import io.processhub.cluster.NodeId;
import java.time.Duration;
import java.util.List;

/**
 * Whether this part of the cluster may run processes. A strategy is a value: immutable, comparable by {@code equals},
 * and its {@code toString} tells all its options, because nodes compare them when they meet. Pure and called on the
 * hub's thread; must not block.
 *
 * <p>Asked when the hub starts, whenever its members or what they remember have changed, and every second. When it
 * throws or does not answer, its last decision stays, and the hub is degraded.
 */
public interface PartitionStrategy {

    /**
     * Decides from what this node can see and remembers.
     *
     * @param census who is here, who was, and who has a vote
     * @return whether this node may run processes
     */
    boolean mayRun(Census census);

    /**
     * What is missing for a quorum, and what would restore it.
     *
     * @param census for which {@link #mayRun} was false
     * @return a sentence for people, without a full stop; empty unless the strategy says otherwise
     */
    default String advice(Census census) {
        return "";
    }

    /**
     * What the nodes of the hub are to remember together for this strategy.
     *
     * @return nothing unless the strategy says otherwise
     */
    default Memory memory() {
        return Memory.NONE;
    }

    /**
     * Whether an arbiter outside decides about this part, as long as the census stays as it is. It is asked for a
     * lease, and asked again before the lease is over; what it says comes with the next census. Without the lease the
     * part does not run, whatever {@link #mayRun} says.
     *
     * @param census who is here, who was, and who has a vote
     * @return whether it is to be asked; no unless the strategy says otherwise. Without votes it is not asked
     */
    default boolean asks(Census census) {
        return false;
    }

    /**
     * How an arbiter is asked.
     *
     * @return never unless the strategy says otherwise
     */
    default Arbitration arbitration() {
        return Arbitration.NONE;
    }

    /**
     * How an {@link Arbiter} is asked.
     *
     * @param validity for how long a lease is asked; zero when there is no arbiter
     * @param deadline how long an answer is waited for
     */
    record Arbitration(Duration validity, Duration deadline) {
        /** There is no arbiter. */
        public static final Arbitration NONE = new Arbitration(Duration.ZERO, Duration.ZERO);
    }

    /**
     * What a node knows of the lease of its part.
     *
     * @param left how long it may count on it from now on; zero when it may not
     * @param said what the arbiter has said last, for people
     */
    record Lease(Duration left, String said) {
        /** An arbiter has not been asked. */
        public static final Lease NONE = new Lease(Duration.ZERO, "the arbiter has not been asked yet");

        /** {@return whether this part has it} */
        public boolean held() {
            return left.isPositive();
        }
    }

    /**
     * What the nodes of a hub remember together, so that a node that joins or restarts knows it, too.
     *
     * @param votesFrom from how many nodes at least a majority is counted; 0 when no votes are kept. The hub's
     *     {@link io.processhub.HubBuilder#initialSize initial size} counts when it is greater
     * @param losses how long a node counts as lost; zero when losses are not kept
     */
    record Memory(int votesFrom, Duration losses) {
        /** Nothing. */
        public static final Memory NONE = new Memory(0, Duration.ZERO);

        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException when one is negative
         */
        public Memory {
            if (votesFrom < 0 || losses.isNegative()) {
                throw new IllegalArgumentException(
                        "a memory of votes from " + votesFrom + " and of losses for " + losses + " is negative");
            }
        }
    }

    /**
     * Who is here, who was, and who has a vote.
     *
     * @param nodes the nodes that the hub has now, this one included, sorted; not empty
     * @param losses nodes that were lost and are not back, most recent first; only as far back as {@link Memory#losses}
     * @param votes of each voting configuration that counts; a quorum needs a majority of each. Empty when the strategy
     *     keeps no votes
     * @param initialSize how many nodes the hub waits for when it starts; 1 unless configured
     * @param changed whether a node has joined or gone since the hub was opened
     * @param lease what this node knows of the lease of this part
     */
    record Census(
            List<NodeId> nodes, List<Loss> losses, List<Votes> votes, int initialSize, boolean changed, Lease lease) {

        /**
         * Without a lease.
         *
         * @param nodes the nodes that the hub has now, this one included, sorted; not empty
         * @param losses nodes that were lost and are not back, most recent first
         * @param votes of each voting configuration that counts
         * @param initialSize how many nodes the hub waits for when it starts
         * @param changed whether a node has joined or gone since the hub was opened
         */
        public Census(List<NodeId> nodes, List<Loss> losses, List<Votes> votes, int initialSize, boolean changed) {
            this(nodes, losses, votes, initialSize, changed, Lease.NONE);
        }

        /** Freezes the lists. */
        public Census {
            nodes = List.copyOf(nodes);
            losses = List.copyOf(losses);
            votes = List.copyOf(votes);
        }

        /** {@return how many nodes the hub has now, including this one} */
        public int members() {
            return nodes.size();
        }

        /**
         * {@return the largest number of nodes that a majority is counted from, or the present one if it is greater}
         */
        public int largest() {
            return votes.stream().mapToInt(Votes::size).reduce(members(), Math::max);
        }
    }

    /**
     * A node that was lost.
     *
     * @param node which one
     * @param ago how long ago
     */
    record Loss(NodeId node, Duration ago) {}

    /**
     * The votes of one voting configuration.
     *
     * @param present how many of them are here
     * @param size how many there are, or how many there should be at least
     * @param absent the names of the nodes whose votes are not here, sorted
     */
    record Votes(int present, int size, List<String> absent) {

        /** Freezes the list. */
        public Votes {
            absent = List.copyOf(absent);
        }

        /** {@return how many votes are a majority} */
        public int required() {
            return size / 2 + 1;
        }

        /** {@return whether half are here, or more} */
        public boolean half() {
            return 2L * present >= size;
        }

        /** {@return whether more than half are here} */
        public boolean majority() {
            return present >= required();
        }
    }
}
