package io.processhub.strategy.partition;

import java.time.Duration;
import java.util.List;

/**
 * Whether this part of the cluster may run processes. A strategy is a value: immutable, comparable by {@code equals},
 * and its {@code toString} tells all its options, because nodes compare them when they meet. Pure and called on the
 * hub's thread; must not block.
 *
 * <p>Must not throw: an exception on the hub's thread ends the hub on this node, and the other nodes take its processes
 * over.
 */
public interface PartitionStrategy {

    /**
     * Decides from what this node can see.
     *
     * @param census who is here and who was
     * @return whether this node may run processes
     */
    boolean mayRun(Census census);

    /**
     * Who is here and who was.
     *
     * @param members how many nodes the hub has now, including this one; positive
     * @param membersMax how many it had at most since this node joined
     * @param losses how long ago each node was lost that has not come back, most recent first
     */
    record Census(int members, int membersMax, List<Duration> losses) {

        /** Freezes the losses. */
        public Census {
            losses = List.copyOf(losses);
        }
    }
}
