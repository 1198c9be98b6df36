package io.processhub.strategy.partition;

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
}
