package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.spec.ProcessId;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A node says goodbye. */
final class GracefulLeaveTest {
    private static final Duration GRACE = Duration.ofSeconds(10);

    @Seeds(15)
    void theOthersTakeOverBeforeAnythingStops(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(4).seed(seed).start();
        cluster.settle();
        List<ProcessId> ids = Probes.running(cluster, 400);

        CompletableFuture<Void> left = cluster.leave(2, GRACE);

        cluster.runUntil(
                () -> {
                    assertThat(cluster.evidence().world().running()).hasSameSizeAs(ids);
                    return left.isDone();
                },
                GRACE);
        cluster.settle();
        cluster.check();
    }

    @Seeds(10)
    void allButOneLeaveAtTheSameTime(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(4).seed(seed).start();
        Probes.running(cluster, 200);

        List<CompletableFuture<Void>> leaving =
                List.of(cluster.leave(1, GRACE), cluster.leave(2, GRACE), cluster.leave(4, GRACE));

        leaving.forEach(cluster::await);
        cluster.settle();
        cluster.check();
        assertThat(cluster.hub(3).local()).hasSize(200);
    }

    @Seeds(5)
    void withoutGraceTheOthersStartWhatWasStopped(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(3).seed(seed).start();
        Probes.running(cluster, 200);

        cluster.await(cluster.leave(1, Duration.ZERO));

        cluster.settle();
        cluster.check();
        assertThat(cluster.evidence().world().running()).hasSize(200);
    }

    @Seeds(10)
    void aNodeThatLeftComesBack(long seed) {
        SimulatedCluster cluster =
                SimulatedCluster.of(3).seed(seed).loss(0.05).delay(1, 20).start();
        cluster.settle();
        Probes.running(cluster, 100);

        cluster.await(cluster.leave(3, GRACE));
        cluster.run(Duration.ofMillis(cluster.random().nextInt(3_000)));
        cluster.restart(3);

        cluster.settle();
        cluster.check();
    }
}
