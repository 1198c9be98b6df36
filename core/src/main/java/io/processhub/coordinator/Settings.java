package io.processhub.coordinator;

import io.processhub.strategy.distribution.DistributionStrategy;
import io.processhub.strategy.migration.MigrationStrategy;
import io.processhub.strategy.partition.PartitionStrategy;
import io.processhub.strategy.redundancy.RedundancyStrategy;
import io.processhub.strategy.synchronization.SyncContext;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.text.WellFormed;
import io.processhub.wire.Packet;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a coordinator is set up with.
 *
 * @param strategies how it decides
 * @param profile what others need to know of this node
 * @param joinTimeout how long to wait for silent peers before going on without them
 * @param retention how long the intents of a node that was lost, and may come back, are kept
 * @param frameBytesMax size in bytes of the largest frame
 * @param codec encodes parts of logs in messages of the synchronization strategy
 */
public record Settings(
        Strategies strategies,
        Packet.Profile profile,
        Duration joinTimeout,
        Duration retention,
        int frameBytesMax,
        SyncContext.Codec codec) {

    /**
     * One strategy of each kind.
     *
     * @param distribution where processes run
     * @param redundancy how many copies run
     * @param migration how they move
     * @param synchronization how the registry spreads
     * @param partition when a part of the cluster may run processes
     */
    public record Strategies(
            DistributionStrategy distribution,
            RedundancyStrategy redundancy,
            MigrationStrategy migration,
            SynchronizationStrategy synchronization,
            PartitionStrategy partition) {

        /** {@return what nodes compare when they meet} */
        SortedMap<String, String> configuration() {
            var options = new TreeMap<String, String>();
            options.put("distribution", distribution.toString());
            options.put("redundancy", redundancy.toString());
            options.put("migration", migration.toString());
            options.put("synchronization", synchronization.agreement());
            options.put("partition", partition.toString());
            options.replaceAll(WellFormed::require);
            return Collections.unmodifiableSortedMap(options);
        }
    }
}
