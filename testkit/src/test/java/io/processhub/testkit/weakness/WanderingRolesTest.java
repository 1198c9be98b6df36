package io.processhub.testkit.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.redundancy.Replication;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.oracle.NeverTwoActive;
import io.processhub.testkit.simulation.oracle.OneActive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One copy on each node, counted and led wrongly: the nodes of the network are counted and not the members of the hub,
 * and the active copy is chosen by the number of nodes, so that almost every one changes when a node joins.
 */
final class WanderingRolesTest {
    private static final int PROCESSES = 60;

    @TempDir
    private Path folder;

    private static Map<ProcessId, NodeId> active(SimulatedCluster cluster, List<ProcessId> ids) {
        var active = new TreeMap<ProcessId, NodeId>();
        ids.forEach(id -> active.put(id, cluster.hub(1).active(id).orElseThrow().node()));
        return active;
    }

    private static void checkCopies(SimulatedCluster cluster, List<ProcessId> ids, int expected) {
        assertThat(ids)
                .allSatisfy(
                        id -> assertThat(cluster.hub(1).lookup(id).orElseThrow().instances())
                                .hasSize(expected));
        cluster.check(new OneActive(), new NeverTwoActive());
    }

    /** A node joins, and one leaves. */
    static final class Everywhere implements Runnable {
        @Override
        public void run() {
            Scenes.eachSeed(3, seed -> {
                SimulatedCluster cluster = Scenes.settled(SimulatedCluster.of(3)
                        .seed(seed)
                        .settings(hub -> hub.redundancy(Replication.activePassive(Replication.CLUSTER_SIZE))));
                List<ProcessId> ids = Scenes.ids(Scenes.running(cluster, PROCESSES));
                Map<ProcessId, NodeId> before = active(cluster, ids);
                checkCopies(cluster, ids, 3);

                cluster.add();
                cluster.settle();
                checkCopies(cluster, ids, 4);
                assertThat(active(cluster, ids)).isEqualTo(before);

                NodeId gone = cluster.hub(2).self();
                cluster.await(cluster.leave(2, Duration.ofSeconds(10)));
                cluster.settle();
                checkCopies(cluster, ids, 3);
                active(cluster, ids).forEach((id, now) -> {
                    NodeId then = before.getOrDefault(id, gone);
                    assertThat(now).isNotEqualTo(gone);
                    assertThat(then.equals(gone) || then.equals(now)).isTrue();
                });
            });
        }
    }

    @Test
    void onlyRolesThatWereLostMove() {
        new Everywhere().run();
    }

    @Test
    void rolesMoveWhenTheActiveCopyIsChosenByTheNumberOfNodes() {
        Mutant.of(
                        folder,
                        "strategy.redundancy.Replication",
                        "Optional<NodeId> latest = view.latestActive().map(Copy::node);",
                        """
                        int place = Math.floorMod(view.id().value().hashCode(), view.owners().size());
                        Optional<NodeId> latest = view.owners().stream().sorted().skip(place).findFirst();
                        """)
                .fails(Everywhere.class);
    }
}
