package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Several nodes die together, or one after another before the first loss has been made good. */
final class CascadingLossTest {
    private static final int NODES = 6;
    private static final int PROCESSES = 600;

    @Seeds(50)
    void twoNodesDieAtTheSameMoment(long seed) {
        SimulatedCluster cluster = running(seed);
        List<Integer> victims = shuffled(cluster);

        cluster.crash(victims.get(0));
        cluster.crash(victims.get(1));

        cluster.settle();
        check(cluster);
    }

    @Seeds(20)
    void aSecondNodeDiesWhileTheFirstIsMadeGood(long seed) {
        SimulatedCluster cluster = running(seed);
        List<Integer> victims = shuffled(cluster);

        cluster.crash(victims.get(0));
        cluster.run(Duration.ofMillis(cluster.random().nextInt(2_500)));
        cluster.crash(victims.get(1));

        cluster.settle();
        check(cluster);
    }

    @Seeds(5)
    void theLastNodeTakesOverEverything(long seed) {
        SimulatedCluster cluster = running(seed);

        for (int victim : shuffled(cluster).subList(0, NODES - 1)) {
            cluster.crash(victim);
            cluster.run(Duration.ofMillis(cluster.random().nextInt(3_000)));
        }

        cluster.settle();
        check(cluster);
    }

    private static SimulatedCluster running(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(NODES).seed(seed).start();
        Probes.running(cluster, PROCESSES);
        return cluster;
    }

    private static List<Integer> shuffled(SimulatedCluster cluster) {
        List<Integer> nodes = new ArrayList<>();
        IntStream.rangeClosed(1, NODES)
                .forEach(node -> nodes.add(cluster.random().nextInt(node), node));
        return nodes;
    }

    private static void check(SimulatedCluster cluster) {
        cluster.check();
        assertThat(cluster.evidence().world().running()).hasSize(PROCESSES);
    }
}
