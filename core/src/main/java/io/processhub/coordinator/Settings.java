package io.processhub.coordinator;

import io.processhub.guard.StrategyGuard;
import io.processhub.strategy.distribution.DistributionStrategy;
import io.processhub.strategy.distribution.LoadProbe.Machine;
import io.processhub.strategy.migration.MigrationStrategy;
import io.processhub.strategy.partition.PartitionStrategy;
import io.processhub.strategy.redundancy.RedundancyStrategy;
import io.processhub.strategy.synchronization.SyncContext;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.text.WellFormed;
import io.processhub.wire.Packet;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What a coordinator is set up with.
 *
 * @param strategies how it decides
 * @param profile what others need to know of this node
 * @param joining how long to wait for peers before anything is started
 * @param retention how long the intents of a node that was lost, and may come back, are kept
 * @param clockSkewMax how far the clocks of two members may be apart
 * @param frameBytesMax size in bytes of the largest frame
 * @param codec encodes parts of logs in messages of the synchronization strategy
 * @param machine what the environment and the mailboxes say of the load of this node
 */
public record Settings(
        Strategies strategies,
        Packet.Profile profile,
        Joining joining,
        Duration retention,
        Duration clockSkewMax,
        int frameBytesMax,
        SyncContext.Codec codec,
        Supplier<Machine> machine) {

    /**
     * How long a hub that joins waits.
     *
     * @param timeout for silent peers, before it goes on without them
     * @param initialSize until it has so many members, itself included
     * @param patience for that many members, before it goes on with fewer
     */
    public record Joining(Duration timeout, int initialSize, Duration patience) {

        /** Waits for silent peers, but for no number of them. */
        public static final Joining STANDARD = new Joining(Duration.ofSeconds(10), 1, Duration.ZERO);

        /** Checks the size. */
        public Joining {
            if (initialSize < 1) {
                throw new IllegalArgumentException(
                        "initial size " + initialSize + " is not positive; a hub has at least its own node");
            }
        }

        /**
         * Another timeout.
         *
         * @param limit positive
         * @return a copy with it
         */
        public Joining timeout(Duration limit) {
            return new Joining(limit, initialSize, patience);
        }

        /**
         * Another size.
         *
         * @param members positive
         * @param limit positive
         * @return a copy with both
         */
        public Joining initialSize(int members, Duration limit) {
            return new Joining(timeout, members, limit);
        }
    }

    /**
     * One strategy of each kind.
     *
     * @param distribution where processes run
     * @param redundancy how many copies run
     * @param migration how they move
     * @param synchronization how the registry spreads
     * @param partition when a part of the cluster may run processes
     * @param guard around all of them on the hub's thread
     */
    public record Strategies(
            DistributionStrategy distribution,
            RedundancyStrategy redundancy,
            MigrationStrategy migration,
            SynchronizationStrategy synchronization,
            PartitionStrategy partition,
            StrategyGuard guard) {

        private SortedMap<String, String> options() {
            var options = new TreeMap<String, String>();
            options.put("distribution", distribution.toString());
            options.put("redundancy", redundancy.toString());
            options.put("migration", migration.toString());
            options.put("synchronization", synchronization.agreement());
            options.put("partition", partition.toString());
            options.replaceAll(WellFormed::require);
            return options;
        }
    }

    /** {@return what nodes compare when they meet} */
    SortedMap<String, String> configuration() {
        SortedMap<String, String> options = strategies.options();
        options.put("maxClockSkew", clockSkewMax.toString());
        return Collections.unmodifiableSortedMap(options);
    }

    /** {@return in which options two configurations differ, as the node of the first one, the sender, sees them} */
    static List<Packet.Difference> differences(SortedMap<String, String> own, SortedMap<String, String> others) {
        var options = new TreeSet<>(own.keySet());
        options.addAll(others.keySet());
        return options.stream()
                .map(option ->
                        new Packet.Difference(option, own.getOrDefault(option, ""), others.getOrDefault(option, "")))
                .filter(difference -> !difference.sender().equals(difference.receiver()))
                .toList();
    }

    /** {@return a difference as the other node sees it} */
    static Packet.Difference mirrored(Packet.Difference difference) {
        return new Packet.Difference(
                difference.option(), /* sender= */ difference.receiver(), /* receiver= */ difference.sender());
    }
}
