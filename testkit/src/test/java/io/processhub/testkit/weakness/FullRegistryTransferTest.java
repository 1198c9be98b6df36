package io.processhub.testkit.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.strategy.synchronization.PubSub;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.testkit.simulation.Faults;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole registries on the wire. Every node sends all its rows to every other at each interval, and a difference of one
 * row is repaired by sending all of them.
 */
final class FullRegistryTransferTest {
    private static final Duration INTERVALS = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private static SimulatedCluster knowing(int processes, SynchronizationStrategy strategy) {
        SimulatedCluster cluster = Scenes.settled(Scenes.plan(6, 1, strategy));
        Scenes.running(cluster, processes);
        cluster.run(INTERVALS);
        return cluster;
    }

    /** A hundred times the registry costs about the same: numbers are a little longer. */
    private static void assertAbout(long large, long small) {
        assertThat(large).isLessThan(small + small / 2);
    }

    /** Nothing happens. */
    static final class Quiet implements Runnable {
        @Override
        public void run() {
            assertAbout(bytes(2_000, new PubSub()), bytes(20, new PubSub()));
            assertAbout(bytes(2_000, Scenes.GOSSIP), bytes(20, Scenes.GOSSIP));
        }

        private static long bytes(int processes, SynchronizationStrategy strategy) {
            SimulatedCluster cluster = knowing(processes, strategy);
            Traffic before = cluster.traffic();
            cluster.run(INTERVALS);
            return cluster.traffic().since(before).bytes();
        }
    }

    @Test
    void aQuietHubSendsNoRows() {
        new Quiet().run();
    }

    @Test
    void offersThatAskForEverythingCostEverything() {
        Mutant.of(
                        folder,
                        "strategy.synchronization.PubSub",
                        "return new Head(origin, logs.known(origin));",
                        "return new Head(origin, origin.equals(logs.self()) ? logs.known(origin) : 0);")
                .fails(Quiet.class);
    }

    /** Three writes are lost for all other nodes. */
    static final class Repair implements Runnable {
        @Override
        public void run() {
            assertAbout(bytes(2_000, new PubSub()), bytes(20, new PubSub()));
            assertAbout(bytes(2_000, Scenes.GOSSIP), bytes(20, Scenes.GOSSIP));
        }

        private static long bytes(int processes, SynchronizationStrategy strategy) {
            SimulatedCluster cluster = knowing(processes, strategy);
            Traffic before = cluster.traffic();
            cluster.faults(Faults.NONE.loss(1));
            cluster.startAll(1, Scenes.probes("lost", 3));
            cluster.run(Duration.ofMillis(100));
            cluster.faults(Faults.NONE);
            cluster.run(INTERVALS);
            cluster.settle();
            cluster.check();
            return cluster.traffic().since(before).bytes();
        }
    }

    @Test
    void whatWasLostIsRepairedByWhatIsMissing() {
        new Repair().run();
    }

    @Test
    void repairFromTheBeginningCostsEverything() {
        Mutant.of(folder, "antientropy.PeerProgress", "long from = read.version();", "long from = 0;")
                .fails(Repair.class);
    }
}
