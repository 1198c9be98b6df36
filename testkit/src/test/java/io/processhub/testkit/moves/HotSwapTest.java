package io.processhub.testkit.moves;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.strategy.migration.HotSwap;
import io.processhub.testkit.simulation.Faults;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes move with their state while all clients go on calling them. */
final class HotSwapTest {
    private static final int COUNTERS = 60;

    private final Counters counters = new Counters(COUNTERS);

    private SimulatedCluster cluster(int nodes, long seed, Faults faults) {
        SimulatedCluster cluster = SimulatedCluster.of(nodes)
                .seed(seed)
                .faults(faults)
                .settings(hub -> counters.settings(hub).migration(HotSwap.withState()))
                .start();
        cluster.settle();
        counters.start(cluster);
        counters.load(cluster, 200, 1);
        return cluster;
    }

    @Seeds(15)
    void aJoinLosesNoIncrementAndFailsNoAsk(long seed) {
        SimulatedCluster cluster = cluster(3, seed, Faults.NONE);

        counters.keepCountingWhileANodeJoins(cluster);
    }

    @Seeds(15)
    void aGracefulLeaveLosesNoIncrementAndFailsNoAsk(long seed) {
        SimulatedCluster cluster = cluster(4, seed, Faults.NONE);

        counters.keepCountingWhileANodeLeaves(cluster);
    }

    /** The nodes that take the states of the one that leaves start other processes meanwhile. */
    @Seeds(15)
    void whatIsStartedMeanwhileTakesNoStateAway(long seed) {
        SimulatedCluster cluster = cluster(4, seed, Faults.NONE);

        CompletableFuture<Void> left = cluster.leave(3, Duration.ofSeconds(10));
        for (int number = 0; number < 100; number++) {
            Counters.unheeded(cluster.hub(1).start(SimulatedCluster.probe("other" + number)));
            counters.load(cluster, 1, 1, 2, 4);
        }

        cluster.await(left);
        cluster.settle();
        counters.check(cluster, 1);
        assertThat(counters.failures()).isEmpty();
    }

    /** The sender has a number for each message; the process looks whether they come in order. */
    @Seeds(60)
    void tellsOfOneSenderArriveOnceAndInOrder(long seed) {
        tell(seed, Faults.NONE);
    }

    @Seeds(20)
    void soTheyDoWhenFramesComeTwice(long seed) {
        tell(seed, Faults.NONE.duplication(0.1));
    }

    private static void tell(long seed, Faults faults) {
        var heard = new Sequences();
        SimulatedCluster cluster = SimulatedCluster.of(3)
                .seed(seed)
                .faults(faults)
                .settings(hub -> heard.settings(hub).migration(HotSwap.withState()))
                .start();
        cluster.settle();
        heard.start(cluster);

        cluster.add();
        heard.send(cluster, 600, 1, 2, 3);
        CompletableFuture<Void> left = cluster.leave(2, Duration.ofSeconds(10));
        heard.send(cluster, 600, 1, 3, 4);

        cluster.await(left);
        cluster.run(Duration.ofSeconds(5));
        heard.check();
    }

    /** The new node dies again at any step of the moves to it, and everything is as it was before. */
    @Seeds(100)
    void theSourceGoesOnWhenTheTargetDies(long seed) {
        SimulatedCluster cluster = cluster(3, seed, Faults.NONE);

        cluster.add();
        cluster.runUntil(() -> cluster.hub(1).nodes().size() == 4, Duration.ofSeconds(30));
        NodeId target = cluster.hub(1).nodes().getLast();
        counters.load(cluster, cluster.random().nextInt(40), 1, 2, 3);
        counters.crashed(target);
        cluster.crash(4);
        counters.load(cluster, 500, 1, 2, 3);

        cluster.settle();
        counters.check(cluster, 1);
    }

    /** A node that gives its processes away dies at any step of that. */
    @Seeds(100)
    void theTargetGoesOnWithWhatItHasWhenTheSourceDies(long seed) {
        SimulatedCluster cluster = cluster(4, seed, Faults.NONE);

        Counters.unheeded(cluster.leave(3, Duration.ofSeconds(10)));
        counters.load(cluster, cluster.random().nextInt(20), 1, 2, 4);
        crash(cluster, 3);
        counters.load(cluster, 500, 1, 2, 4);

        cluster.settle();
        counters.check(cluster, 1);
    }

    /** While one node gives its processes away, one of those that take them dies. */
    @Seeds(100)
    void aLeavingNodeFindsAnotherTargetWhenOneDies(long seed) {
        SimulatedCluster cluster = cluster(4, seed, Faults.NONE);

        CompletableFuture<Void> left = cluster.leave(3, Duration.ofSeconds(20));
        counters.load(cluster, cluster.random().nextInt(20), 1, 4);
        crash(cluster, 2);
        counters.load(cluster, 500, 1, 4);

        cluster.await(left);
        cluster.settle();
        counters.check(cluster, 1);
    }

    /** Frames are lost, doubled, late and overtaken. */
    @Seeds(60)
    void movesEndWellInABadNetwork(long seed) {
        SimulatedCluster cluster = cluster(3, seed, Faults.ROUGH.duplication(0.05));

        cluster.add();
        counters.load(cluster, 1_000, 1, 3);
        CompletableFuture<Void> left = cluster.leave(2, Duration.ofSeconds(30));
        counters.load(cluster, 1_000, 1, 3);

        cluster.await(left);
        cluster.faults(Faults.NONE);
        cluster.settle();
        counters.check(cluster, 1);
    }

    /** They did not, for some of these, when a target took a source that it had not seen for gone. */
    @ParameterizedTest
    @ValueSource(longs = {515, 540})
    void seedsThatOnceFailedHold(long seed) {
        new HotSwapTest().aJoinLosesNoIncrementAndFailsNoAsk(seed);
        new HotSwapTest().theSourceGoesOnWhenTheTargetDies(seed);
        new HotSwapTest().theTargetGoesOnWithWhatItHasWhenTheSourceDies(seed);
        new HotSwapTest().aLeavingNodeFindsAnotherTargetWhenOneDies(seed);
        new HotSwapTest().movesEndWellInABadNetwork(seed);
    }

    private void crash(SimulatedCluster cluster, int node) {
        counters.crashed(cluster.hub(node).self());
        cluster.crash(node);
    }
}
