package io.processhub.testkit.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.ProcessHub;
import io.processhub.cluster.NodeId;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.redundancy.Replication;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An active copy that cannot be found, because a reference leads to any copy. */
final class UnreachableActiveCopyTest {
    @TempDir
    private Path folder;

    /** Every node finds the active copy and reaches it, also after a loss. */
    static final class Finding implements Runnable {
        @Override
        public void run() {
            Scenes.eachSeed(3, seed -> {
                SimulatedCluster cluster = Scenes.settled(SimulatedCluster.of(4)
                        .seed(seed)
                        .settings(hub -> hub.redundancy(Replication.activePassive(3))));
                List<ProcessId> ids = Scenes.ids(Scenes.running(cluster, 30));
                check(cluster, ids);
                cluster.crash(4);
                cluster.settle();
                check(cluster, ids);
            });
        }

        private static void check(SimulatedCluster cluster, List<ProcessId> ids) {
            for (ProcessHub hub : List.of(cluster.hub(1), cluster.hub(2), cluster.hub(3))) {
                ids.forEach(id -> {
                    NodeId there = cluster.evidence()
                            .world()
                            .activeCopiesOf(id)
                            .getFirst()
                            .copy()
                            .node();
                    assertThat(hub.active(id).orElseThrow().node()).isEqualTo(there);
                    assertThat(cluster.await(hub.untyped(id).ask("where", String.class)))
                            .isEqualTo(there.toString());
                });
            }
        }
    }

    @Test
    void everyNodeFindsTheActiveCopy() {
        new Finding().run();
    }

    @Test
    void theActiveCopyIsMissedByReferencesToTheNearestCopy() {
        Mutant.of(
                        folder,
                        "messaging.Router",
                        "return locator.activeElsewhere(id)",
                        "return locator.activeElsewhere(ProcessId.of(\"nobody\"))")
                .fails(Finding.class);
    }

    @Test
    void theActiveCopyIsMissedByReferencesToTheLatestCopy() {
        Mutant.of(
                        folder,
                        "messaging.InstanceLocator",
                        "return one.role() == two.role() ? one.term() > two.term() : one.role() == Role.ACTIVE;",
                        "return one.epoch() > two.epoch();")
                .fails(Finding.class);
    }
}
