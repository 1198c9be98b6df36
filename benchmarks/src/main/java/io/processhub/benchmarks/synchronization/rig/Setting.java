package io.processhub.benchmarks.synchronization.rig;

import io.processhub.strategy.synchronization.SynchronizationStrategy;

/**
 * A cluster to be measured.
 *
 * @param nodes how many
 * @param strategy how they synchronize
 * @param loss the probability for each frame
 * @param writers how many of them, from the first one, have written anything before they meet the others
 * @param entries that each of those has written
 * @param entryBytes size of each entry in a frame
 * @param seed of all chance
 */
public record Setting(
        int nodes,
        SynchronizationStrategy strategy,
        double loss,
        int writers,
        int entries,
        int entryBytes,
        long seed) {}
