package io.processhub.testkit.situation;

import io.processhub.StartReport;
import io.processhub.spec.ProcessSpec;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The node of a caller dies while, or shortly after, it starts processes. */
final class CallerLossTest {
    private static final int MICROS_MAX = 6_000;

    @Seeds(30)
    void whatWasAcknowledgedRuns(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(4).seed(seed).start();
        cluster.settle();
        List<ProcessSpec<Object>> specs = Probes.specs(100);

        CompletableFuture<StartReport> answer = cluster.startAll(2, specs);
        cluster.run(Duration.ofNanos(1_000L * cluster.random().nextInt(MICROS_MAX)));
        cluster.crash(2);

        cluster.settle();
        cluster.check();
        if (answer.isDone() && cluster.evidence().world().running().size() != specs.size()) {
            throw new AssertionError("seed " + seed + ": acknowledged but not running");
        }
    }

    @Seeds(15)
    void whatWasAcknowledgedRunsThoughFramesAreLost(long seed) {
        SimulatedCluster cluster =
                SimulatedCluster.of(4).seed(seed).loss(0.1).delay(1, 30).start();
        cluster.settle();

        cluster.await(cluster.startAll(2, Probes.specs(100)));
        cluster.crash(2);

        cluster.settle();
        cluster.check();
    }
}
