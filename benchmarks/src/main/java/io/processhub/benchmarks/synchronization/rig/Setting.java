package io.processhub.benchmarks.synchronization.rig;

import io.processhub.strategy.synchronization.SynchronizationStrategy;

/**
 * A cluster to be measured.
 *
 * @param nodes how many
 * @param strategy how they synchronize
 * @param loss the probability for each frame
 * @param entries that each node has written before it meets the others
 * @param entryBytes size of each entry in a frame
 * @param seed of all chance
 */
public record Setting(
        int nodes, SynchronizationStrategy strategy, double loss, int entries, int entryBytes, long seed) {}
