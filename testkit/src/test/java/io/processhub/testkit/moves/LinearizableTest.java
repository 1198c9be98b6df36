package io.processhub.testkit.moves;

import io.processhub.cluster.NodeId;
import io.processhub.strategy.migration.HotSwap;
import io.processhub.testkit.simulation.Faults;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goal: whatever joins, leaves, is drained or crashes while processes move, no acknowledged increment is lost or
 * counted twice. Method: on every seed other things happen at other moments, in a network that loses, doubles, delays
 * and reorders frames or does not; the histories of all counters must be linearizable.
 *
 * <p>What a node crash excuses is no more than what no other node had: the increments that were acknowledged by
 * instances on that node which had not handed over their state yet, with all that they had taken over themselves.
 */
final class LinearizableTest {
    private static final Duration GRACE = Duration.ofMinutes(1);

    /** The node of all clients, which stays; the others only host processes. */
    private static final int CLIENT = 1;

    private final Counters counters = new Counters(24);
    private final List<Integer> present = new ArrayList<>(List.of(1, 2, 3, 4));
    private int nodes = 4;

    private void load(SimulatedCluster cluster, int millis) {
        for (int i = 0; i < millis; i++) {
            counters.increment(cluster, CLIENT, 2);
            cluster.run(Duration.ofMillis(1));
        }
    }

    private int other(SimulatedCluster cluster) {
        return present.get(1 + cluster.random().nextInt(present.size() - 1));
    }

    /** Something that makes processes move. */
    private void change(SimulatedCluster cluster) {
        RandomGenerator random = cluster.random();
        switch (random.nextInt(3)) {
            case 0 -> {
                cluster.add();
                nodes++;
                int node = nodes;
                cluster.runUntil(() -> cluster.running(node), GRACE);
                present.add(node);
            }
            case 1 -> {
                int node = other(cluster);
                present.remove(Integer.valueOf(node));
                Counters.unheeded(cluster.leave(node, GRACE));
            }
            default -> {
                int node = other(cluster);
                present.remove(Integer.valueOf(node));
                NodeId leaving = cluster.hub(node).self();
                Counters.unheeded(cluster.hub(CLIENT)
                        .drain(leaving, GRACE)
                        .thenCompose(left -> cluster.leave(node, Duration.ZERO)));
            }
        }
    }

    /** In one of two cases some node dies: a target, a source, or one that has nothing to do with it. */
    private void perhapsCrash(SimulatedCluster cluster) {
        load(cluster, cluster.random().nextInt(40));
        if (cluster.random().nextBoolean() && present.size() > 2) {
            int node = other(cluster);
            present.remove(Integer.valueOf(node));
            counters.crashed(cluster.hub(node).self());
            cluster.crash(node);
        }
    }

    private void play(long seed, Faults faults) {
        SimulatedCluster cluster = SimulatedCluster.of(4)
                .seed(seed)
                .settings(hub -> counters.settings(hub).migration(HotSwap.withState()))
                .start();
        cluster.settle();
        counters.start(cluster);
        cluster.faults(faults);
        load(cluster, 100);

        change(cluster);
        perhapsCrash(cluster);
        load(cluster, 200);
        change(cluster);
        perhapsCrash(cluster);
        load(cluster, 300);

        cluster.faults(Faults.NONE);
        cluster.settle();
        counters.check(cluster, CLIENT);
    }

    @Seeds(50)
    void inAGoodNetwork(long seed) {
        play(seed, Faults.NONE);
    }

    @Seeds(50)
    void inABadNetwork(long seed) {
        play(seed, Faults.ROUGH.duplication(0.05));
    }

    /** A node began with nothing, because it had not heard yet of the copy on the one that left. */
    @ParameterizedTest
    @ValueSource(longs = {193, 424, 444, 1704, 1824})
    void seedsThatOnceFailedHold(long seed) {
        play(seed, Faults.ROUGH.duplication(0.05));
    }
}
