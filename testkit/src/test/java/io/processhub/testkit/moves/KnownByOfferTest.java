package io.processhub.testkit.moves;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.DrainResult;
import io.processhub.cluster.NodeId;
import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent;
import io.processhub.strategy.migration.HotSwap;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.weakness.Mutant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The target of a move has heard nothing of the process, nor of the copy at the source, but what the offer says: the
 * news of that one link is cut off. It must neither start the process without its state, nor take the copy that it has
 * not seen for one that has ended.
 */
final class KnownByOfferTest {
    private static final Duration GRACE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    /**
     * The third node hands over to the others; the first one, which knows of nothing, then hands on to the second. All
     * the while the third one asks the first what became of its processes, because it is late to hear of the second.
     */
    static final class HandedOn implements Runnable {
        private final Set<String> silent = new TreeSet<>();
        private final List<HubEvent> troubles = new ArrayList<>();
        private final Counters counters = new Counters(60);

        @Override
        public void run() {
            LongStream.rangeClosed(1, 5).forEach(seed -> new HandedOn().play(seed));
        }

        private void play(long seed) {
            SimulatedCluster cluster = SimulatedCluster.of(3)
                    .seed(seed)
                    .settings(hub -> counters.settings(hub)
                            .migration(HotSwap.withState())
                            .synchronization(new LossyNews(silent))
                            .hook(Hook.of("failed", HubEvent.MoveFailed.class, troubles::add))
                            .hook(Hook.of("conflict", HubEvent.ConflictResolved.class, troubles::add)))
                    .start();
            cluster.settle();
            silent.add("n3>n1");
            counters.start(cluster, 3);
            load(cluster, 100, 2, 3);
            silent.add("n1>n3");

            CompletableFuture<DrainResult> third = drain(cluster, 3);
            load(cluster, 1_000, 2, 3);
            silent.add("n2>n3");
            CompletableFuture<DrainResult> first = drain(cluster, 1);
            load(cluster, 1_000, 2, 3);
            silent.remove("n2>n3");

            assertThat(cluster.await(third)).isInstanceOf(DrainResult.Left.class);
            assertThat(cluster.await(first)).isInstanceOf(DrainResult.Left.class);
            cluster.await(cluster.leave(3, Duration.ZERO));
            cluster.await(cluster.leave(1, Duration.ZERO));
            counters.check(cluster, 2);
            assertThat(troubles).isEmpty();
        }

        private static CompletableFuture<DrainResult> drain(SimulatedCluster cluster, int node) {
            NodeId leaving = cluster.hub(node).self();
            return cluster.hub(2).drain(leaving, GRACE);
        }

        private void load(SimulatedCluster cluster, int millis, int... nodes) {
            for (int i = 0; i < millis; i++) {
                for (int node : nodes) {
                    counters.increment(cluster, node, 1);
                }
                cluster.run(Duration.ofMillis(1));
            }
        }
    }

    @Seeds(20)
    void stateAndMessagesArrive(long seed) {
        new HandedOn().play(seed);
    }

    /**
     * Either of the two keeps it from that: the offer itself, and that it reads what a node that leaves has written.
     */
    @Test
    void stateIsLostWhenTheTargetStartsWhatIsAboutToArrive() {
        Mutant.of(folder, "coordinator.IncomingMoves", "return receiver.find(id) != null;", "return false;")
                .and("coordinator.Coordinator", "catchUp.begin(node, head);\n            antiEntropy.", "antiEntropy.")
                .fails(HandedOn.class);
    }

    @Test
    void stateIsLostWhenTheTargetTakesAnUnknownSourceForGone() {
        Mutant.of(
                        folder,
                        "handover.IncomingHandover",
                        "return sourceSeen && (running == null || running != epoch());",
                        "return running == null || running != epoch();")
                .fails(HandedOn.class);
    }
}
