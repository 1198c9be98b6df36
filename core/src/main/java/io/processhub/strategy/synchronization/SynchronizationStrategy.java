package io.processhub.strategy.synchronization;

import java.time.Duration;

/**
 * How the nodes' copies of the registry learn from one another. A strategy is a value: immutable, comparable by
 * {@code equals}, and its {@code toString} tells all its options. What it does at run time lives in the
 * {@link Synchronizer} that it opens, one for each hub. Thread-safe.
 *
 * <p>When it throws or does not answer on the hub's thread, what it decided before stays, the hub is degraded, and the
 * strategy is asked again. The same holds for the {@link Synchronizer}. {@link #interval}, {@link #agreement} and
 * {@link #directMembersMax} are also called on the thread that builds the hub, where an exception goes to the caller.
 */
public interface SynchronizationStrategy {

    /** {@return the pause between two calls of {@link Synchronizer#onTick}; positive} */
    Duration interval();

    /**
     * What the nodes of a hub have to agree on: nodes with different agreements do not become members of each other.
     * Options that may differ from node to node, and so can be changed one node after the other, are left out.
     *
     * @return equal on all nodes; all options unless a strategy says otherwise
     */
    default String agreement() {
        return toString();
    }

    /**
     * Among how many members, this node included, each write is sent to every member at once by its author, however
     * large it is. Then the owners of a process that is started are not asked separately, unless the news of it seems
     * to be lost.
     *
     * @return 0, which means never, unless a strategy says otherwise
     */
    default int directMembersMax() {
        return 0;
    }

    /**
     * Opens the running half of this strategy.
     *
     * @param context gives the logs, a clock, randomness and a way to send
     * @return a synchronizer confined to the hub's thread
     */
    Synchronizer open(SyncContext context);
}
