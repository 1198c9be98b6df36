package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.registry.Instance.Location;
import io.processhub.spec.ProcessId;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.oracle.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A node comes to a cluster that runs processes. */
final class JoinTest {

    @Seeds(15)
    void onlyTheShareOfTheNewNodeMoves(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(4).seed(seed).start();
        cluster.settle();
        List<ProcessId> ids = Probes.running(cluster, 500);
        Map<ProcessId, List<Location>> before = places(cluster, ids);
        int starts = cluster.evidence().world().starts().size();

        cluster.add();
        cluster.settle();

        cluster.check();
        List<World.Start> moves = laterStarts(cluster, starts);
        assertThat(moves).allMatch(start -> start.node().name().equals("n5"));
        assertThat(moves).hasSizeBetween(60, 140);
        places(cluster, ids).forEach((id, now) -> {
            if (!now.getFirst().node().name().equals("n5")) {
                assertThat(now).isEqualTo(before.get(id));
            }
        });
    }

    @Seeds(3)
    void aLongLogThatHasForgottenRemovalsIsRead(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(2).seed(seed).start();
        cluster.settle();
        List<ProcessId> ids = Probes.running(cluster, 4_000);
        cluster.await(cluster.stopAll(1, ids.subList(0, 100)));
        cluster.run(Duration.ofMinutes(1));
        int starts = cluster.evidence().world().starts().size();

        cluster.add();
        cluster.settle();

        cluster.check();
        assertThat(laterStarts(cluster, starts)).hasSizeBetween(1_000, 1_600);
    }

    private static List<World.Start> laterStarts(SimulatedCluster cluster, int before) {
        List<World.Start> starts = cluster.evidence().world().starts();
        return starts.subList(before, starts.size());
    }

    private static Map<ProcessId, List<Location>> places(SimulatedCluster cluster, List<ProcessId> ids) {
        var places = new TreeMap<ProcessId, List<Location>>();
        ids.forEach(id -> places.put(id, cluster.runningCopiesOf(id)));
        return places;
    }
}
