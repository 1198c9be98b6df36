package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.spec.ProcessId;
import io.processhub.testkit.simulation.Faults;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.Span;
import io.processhub.testkit.simulation.Traffic;
import java.time.Duration;
import java.util.List;

/** Frames are lost, doubled and overtake one another. */
final class LossyNetworkTest {
    private static final Faults BAD =
            Faults.NONE.loss(0.05).duplication(0.05).delay(Span.ofMillis(1, 30)).tail(0.01, Span.ofMillis(50, 2_000));

    @Seeds(15)
    void startsAndStopsSucceedWhenFivePercentAreLost(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(4).seed(seed).faults(BAD).start();
        cluster.settle();

        List<ProcessId> ids = Probes.running(cluster, 200);
        cluster.check();
        assertThat(cluster.await(cluster.stopAll(3, ids)).problems()).isEmpty();

        cluster.settle();
        cluster.check();
        assertThat(cluster.evidence().world().running()).isEmpty();
    }

    @Seeds(15)
    void everythingConvergesWhenTwentyPercentAreLost(long seed) {
        SimulatedCluster cluster =
                SimulatedCluster.of(4).seed(seed).faults(BAD.loss(0.2)).start();
        cluster.settle();

        cluster.await(cluster.startAll(1, Probes.specs(100)));
        cluster.await(cluster.startAll(2, Probes.specs("q", 100)));
        cluster.await(cluster.stopAll(3, Probes.ids(Probes.specs(50))));

        cluster.run(Duration.ofSeconds(30));
        cluster.settle();
        cluster.check();
    }

    @Seeds(10)
    void whatWasLostIsRepairedByWhatIsMissingAndNoMore(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(2).seed(seed).start();
        cluster.settle();
        Probes.running(cluster, 2_000);
        cluster.run(Duration.ofSeconds(31));
        Traffic before = cluster.traffic();

        cluster.faults(Faults.NONE.loss(1));
        Probes.unheeded(cluster.startAll(1, Probes.specs("lost", 3)));
        cluster.run(Duration.ofMillis(100));
        cluster.faults(Faults.NONE);
        cluster.run(Duration.ofSeconds(31));

        cluster.settle();
        cluster.check();
        assertThat(cluster.evidence().world().running()).hasSize(2_003);
        assertThat(cluster.traffic().since(before).bytes()).isLessThan(4_000);
    }
}
