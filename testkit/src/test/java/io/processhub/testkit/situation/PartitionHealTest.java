package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.registry.Instance.Location;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.migration.ColdSwap;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The cluster falls apart and comes together again. */
final class PartitionHealTest {

    @Seeds(20)
    void ofTwoCopiesTheOneOfTheOwnerIsLeft(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(5).seed(seed).start();
        cluster.settle();
        List<ProcessId> ids = Probes.running(cluster, 200);
        Map<ProcessId, List<String>> before = places(cluster, ids);

        SimulatedCluster.Split split = cluster.split(1, 2);
        cluster.run(Duration.ofSeconds(5));
        assertThat(ids).allMatch(id -> cluster.runningCopiesOf(id).size() == 2);
        split.heal();

        cluster.settle();
        cluster.check();
        assertThat(places(cluster, ids)).isEqualTo(before);
    }

    /**
     * Goal: a node that learns of the others one by one asks the owner that it finds in the end, though it has asked
     * another one just before.
     */
    @Seeds(20)
    void aHealDoesNotWaitForThePatienceOfMoves(long seed) {
        var patient = new ColdSwap(Duration.ofHours(1));
        SimulatedCluster cluster = SimulatedCluster.of(5)
                .seed(seed)
                .settings(hub -> hub.migration(patient))
                .start();
        cluster.settle();
        List<ProcessId> ids = Probes.running(cluster, 200);
        Map<ProcessId, List<String>> before = places(cluster, ids);

        SimulatedCluster.Split split = cluster.split(4, 5);
        cluster.run(Duration.ofSeconds(30));
        split.heal();

        cluster.settle();
        cluster.check();
        assertThat(places(cluster, ids)).isEqualTo(before);
    }

    @Seeds(15)
    void whatBothSidesDidMeanwhileIsMerged(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(4).seed(seed).start();
        cluster.settle();
        List<ProcessId> ids = Probes.running(cluster, 60);

        SimulatedCluster.Split split = cluster.split(1);
        cluster.run(Duration.ofMillis(cluster.random().nextInt(5_000)));
        Probes.unheeded(cluster.startAll(1, Probes.specs("left", 30)));
        Probes.unheeded(cluster.startAll(3, Probes.specs("right", 30)));
        Probes.unheeded(cluster.startAll(1, Probes.specs("both", 30)));
        Probes.unheeded(cluster.startAll(4, Probes.specs("both", 30)));
        Probes.unheeded(cluster.stopAll(1, ids.subList(0, 20)));
        Probes.unheeded(cluster.stopAll(2, ids.subList(20, 40)));
        cluster.run(Duration.ofMillis(cluster.random().nextInt(20_000)));
        split.heal();

        cluster.run(Duration.ofSeconds(20));
        cluster.settle();
        cluster.check();
        assertThat(cluster.evidence().world().running()).hasSize(20 + 90);
    }

    @Seeds(15)
    void aNodeThatIsNotHeardIsReplacedUntilItIsHeardAgain(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(4).seed(seed).start();
        cluster.settle();
        List<ProcessId> ids = Probes.running(cluster, 100);

        SimulatedCluster.Split split = cluster.splitOneWay(2);
        cluster.run(Duration.ofMillis(cluster.random().nextInt(20_000)));
        split.heal();

        cluster.settle();
        cluster.check();
        assertThat(cluster.evidence().world().running()).hasSameSizeAs(ids);
    }

    @Seeds(10)
    void aFlappingLinkDoesNoLastingHarm(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(4).seed(seed).start();
        cluster.settle();
        List<ProcessId> ids = Probes.running(cluster, 100);

        for (int flap = 0; flap < 10; flap++) {
            SimulatedCluster.Split split = cluster.split(1 + cluster.random().nextInt(4));
            cluster.run(Duration.ofMillis(cluster.random().nextInt(3_000)));
            split.heal();
            cluster.run(Duration.ofMillis(cluster.random().nextInt(500)));
        }

        cluster.settle();
        cluster.check();
        assertThat(cluster.evidence().world().running()).hasSameSizeAs(ids);
    }

    private static Map<ProcessId, List<String>> places(SimulatedCluster cluster, List<ProcessId> ids) {
        var places = new TreeMap<ProcessId, List<String>>();
        for (ProcessId id : ids) {
            List<Location> copies = cluster.runningCopiesOf(id);
            places.put(id, copies.stream().map(copy -> copy.node().name()).toList());
        }
        return places;
    }
}
