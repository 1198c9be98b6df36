package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.explain.DryRun;
import io.processhub.explain.DryRun.Change;
import io.processhub.strategy.partition.DynamicQuorum;
import io.processhub.strategy.partition.MajorityQuorum;
import io.processhub.strategy.partition.PartitionStrategy;
import io.processhub.strategy.partition.StaticQuorum;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A dry run says of a quorum what comes true when the changes are made. */
final class QuorumForecastTest {
    private static final Duration WINDOW = Duration.ofSeconds(6);

    private static void comesTrue(long seed, PartitionStrategy strategy, boolean graceful) {
        var random = new SplittableRandom(seed);
        int nodes = random.nextInt(3, 7);
        int going = random.nextInt(1, nodes);
        int joining = random.nextInt(3);
        SimulatedCluster cluster = SimulatedCluster.of(nodes)
                .seed(seed)
                .settings(hub -> hub.partition(strategy))
                .start();
        cluster.settle();
        List<Change> changes = new ArrayList<>();
        for (int node = 1; node <= joining; node++) {
            changes.add(new Change.Join("n" + (nodes + node)));
        }
        for (int node = 2; node <= 1 + going; node++) {
            changes.add(new Change.Leave("n" + node));
        }
        DryRun.Quorum forecast = cluster.await(cluster.hub(1).dryRun(changes)).quorum();

        for (int node = 1; node <= joining; node++) {
            cluster.add();
        }
        cluster.settle();
        for (int node = 2; node <= 1 + going; node++) {
            if (graceful) {
                cluster.await(cluster.leave(node, Duration.ofSeconds(10)));
            } else {
                cluster.crash(node);
            }
        }
        cluster.run(WINDOW);
        boolean held = cluster.hub(1).status().membership().quorum();
        assertThat(held)
                .as("%s, %d nodes: %s; forecast %s", strategy, nodes, changes, forecast)
                .isEqualTo(graceful ? forecast.afterLeaving() : forecast.afterFailure());
        assertThat(forecast.advice().isEmpty()).isEqualTo(forecast.afterLeaving() && forecast.afterFailure());
    }

    @Seeds(20)
    void ofAMajorityAfterLeaving(long seed) {
        comesTrue(seed, new MajorityQuorum(), true);
    }

    @Seeds(20)
    void ofAMajorityAfterFailures(long seed) {
        comesTrue(seed, new MajorityQuorum(), false);
    }

    @Seeds(10)
    void ofAStaticQuorumAfterLeaving(long seed) {
        comesTrue(seed, new StaticQuorum(3, false), true);
    }

    @Seeds(10)
    void ofAStaticQuorumAfterFailures(long seed) {
        comesTrue(seed, new StaticQuorum(3, false), false);
    }

    @Seeds(10)
    void ofADynamicQuorumAfterLeaving(long seed) {
        comesTrue(seed, new DynamicQuorum(60), true);
    }

    @Seeds(10)
    void ofADynamicQuorumAfterFailures(long seed) {
        comesTrue(seed, new DynamicQuorum(60), false);
    }

    /** To a part without a quorum a dry run says what nodes that come back would change. */
    @Seeds(5)
    void ofAPartWithoutAQuorum(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(5)
                .seed(seed)
                .settings(hub -> hub.partition(new MajorityQuorum()))
                .start();
        cluster.settle();
        cluster.crash(3);
        cluster.crash(4);
        cluster.crash(5);
        cluster.run(WINDOW);

        assertThat(forecast(cluster, "n3")).isFalse();
        assertThat(forecast(cluster, "n3", "n4", "n5")).isTrue();
        cluster.restart(3);
        cluster.run(WINDOW);
        assertThat(cluster.hub(1).status().membership().quorum()).isFalse();
        cluster.restart(4);
        cluster.restart(5);
        cluster.run(WINDOW);
        assertThat(cluster.hub(1).status().membership().quorum()).isTrue();
    }

    private static boolean forecast(SimulatedCluster cluster, String... joining) {
        List<Change> changes =
                List.of(joining).stream().<Change>map(Change.Join::new).toList();
        return cluster.await(cluster.hub(1).dryRun(changes)).quorum().afterLeaving();
    }
}
