package io.processhub.testkit.moves;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.hook.HubEvent;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.strategy.migration.ColdSwap;
import io.processhub.strategy.migration.HotSwap;
import io.processhub.strategy.migration.MigrationStrategy;
import io.processhub.testkit.simulation.Faults;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;

/** A partition lets processes run twice; afterwards one instance is left, with what both have counted. */
final class ConflictTest {
    private static final int PROCESSES = 40;

    private MergeableCounters counters = new MergeableCounters(PROCESSES, true);

    private SimulatedCluster cluster(long seed, MigrationStrategy migration) {
        SimulatedCluster cluster = SimulatedCluster.of(4)
                .seed(seed)
                .settings(hub -> counters.settings(hub).migration(migration))
                .start();
        cluster.settle();
        counters.start(cluster);
        count(cluster, 100);
        return cluster;
    }

    /** For some milliseconds every node tells every process something. */
    private void count(SimulatedCluster cluster, int millis) {
        for (int i = 0; i < millis; i += 10) {
            counters.count(cluster, 1 + cluster.random().nextInt(4));
            cluster.run(Duration.ofMillis(10));
        }
    }

    /** Two nodes on each side count for some seconds, until they see one another again. */
    private void fallApart(SimulatedCluster cluster) {
        SimulatedCluster.Split split = cluster.split(1, 2);
        for (int i = 0; i < 40; i++) {
            count(cluster, 20);
            cluster.run(Duration.ofMillis(cluster.random().nextInt(200)));
        }
        split.heal();
    }

    private void comeToRest(SimulatedCluster cluster) {
        cluster.faults(Faults.NONE);
        count(cluster, 2_000);
        cluster.settle();
        cluster.run(Duration.ofSeconds(6));
    }

    @Seeds(20)
    void whatBothSidesCountedIsInTheOneThatIsLeft(long seed) {
        SimulatedCluster cluster = cluster(seed, HotSwap.withState());

        fallApart(cluster);
        comeToRest(cluster);

        counters.checkOneIsLeft();
        counters.checkItAddsUp();
        counters.checkNothingIsMissing();
        counters.checkEachWasToldOnBothSides();
        assertThat(counters.events()).hasSize(2 * PROCESSES).allMatch(HubEvent.ConflictResolved::merged);
    }

    /** A cold swap keeps no state when it moves what is left; but until then it is all there. */
    @Seeds(20)
    void aColdSwapMergesToo(long seed) {
        SimulatedCluster cluster = cluster(seed, new ColdSwap());

        fallApart(cluster);
        comeToRest(cluster);

        counters.checkOneIsLeft();
        counters.checkItAddsUp();
        counters.checkEachWasToldOnBothSides();
        counters.checkWinnersHadEverything();
        assertThat(counters.events()).hasSize(2 * PROCESSES).allMatch(HubEvent.ConflictResolved::merged);
    }

    @Seeds(10)
    void whatCannotMergeIsStopped(long seed) {
        counters = new MergeableCounters(PROCESSES, false);
        SimulatedCluster cluster = cluster(seed, new ColdSwap());

        fallApart(cluster);
        comeToRest(cluster);

        counters.checkOneIsLeft();
        counters.checkEachWasToldOnBothSides();
        assertThat(counters.events()).hasSize(2 * PROCESSES).noneMatch(HubEvent.ConflictResolved::merged);
        assertThat(counters.stopReasons()).contains(StopReason.SUPERSEDED);
    }

    /** A node dies while it hands over states of superseded copies, or takes them; or has done so already. */
    @Seeds(60)
    void whenANodeDiesMeanwhileTheOthersGoOnWithWhatTheyHave(long seed) {
        SimulatedCluster cluster = cluster(seed, HotSwap.withState());

        fallApart(cluster);
        cluster.runUntil(() -> cluster.hub(1).nodes().size() == 4, Duration.ofSeconds(30));
        count(cluster, 1 + cluster.random().nextInt(60));
        counters.crashed("n4");
        cluster.crash(4);
        cluster.settle();
        cluster.run(Duration.ofSeconds(6));

        counters.checkOneIsLeft();
        counters.checkItAddsUp();
        counters.checkSurvivorsLostNothing();
    }

    /** Source and target of a move lose sight of one another when both may have the state, and both go on with it. */
    @Seeds(60)
    void aMoveThatAPartitionInterruptsLeavesNothingTwice(long seed) {
        SimulatedCluster cluster = cluster(seed, HotSwap.withState());
        cluster.add();
        cluster.runUntil(() -> cluster.hub(1).nodes().size() == 5, Duration.ofSeconds(30));
        count(cluster, 1 + cluster.random().nextInt(60));

        fallApart(cluster);
        comeToRest(cluster);

        counters.checkOneIsLeft();
        counters.checkNothingCountsTwice();
    }

    /** Three parts come together, at different times. */
    @Seeds(20)
    void threeInstancesBecomeOne(long seed) {
        SimulatedCluster cluster = cluster(seed, HotSwap.withState());

        SimulatedCluster.Split one = cluster.split(1);
        SimulatedCluster.Split other = cluster.split(2);
        count(cluster, 3_000);
        one.heal();
        cluster.run(Duration.ofMillis(cluster.random().nextInt(2_000)));
        other.heal();
        comeToRest(cluster);

        counters.checkOneIsLeft();
        counters.checkItAddsUp();
        counters.checkNothingIsMissing();
        counters.checkEachWasToldOnBothSides();
    }

    /** They see one another only for a moment, again and again: so some answers never come. */
    @Seeds(60)
    void anotherPartitionMeanwhileMergesNothingTwice(long seed) {
        SimulatedCluster cluster = cluster(seed, HotSwap.withState());

        fallApart(cluster);
        for (int i = 0; i < 3; i++) {
            cluster.runUntil(() -> cluster.hub(1).nodes().size() == 4, Duration.ofSeconds(30));
            count(cluster, 1 + cluster.random().nextInt(60));
            fallApart(cluster);
        }
        comeToRest(cluster);

        counters.checkOneIsLeft();
        counters.checkNothingCountsTwice();
        counters.checkEachWasToldAtMostOnceOnASide();
    }

    @Seeds(60)
    void aBadNetworkMergesNothingTwiceAndLosesNothing(long seed) {
        SimulatedCluster cluster = cluster(seed, HotSwap.withState());
        cluster.faults(Faults.ROUGH);

        fallApart(cluster);
        count(cluster, 5_000);
        comeToRest(cluster);

        counters.checkOneIsLeft();
        counters.checkItAddsUp();
        counters.checkNothingIsMissing();
        counters.checkEachWasToldOnBothSides();
    }
}
