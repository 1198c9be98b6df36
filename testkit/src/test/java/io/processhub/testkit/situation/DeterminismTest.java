package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.testkit.simulation.Faults;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;

/** The same seed gives the same run. */
final class DeterminismTest {

    @Seeds(5)
    void twoRunsOfASeedAreEqualEventByEvent(long seed) {
        long hash = run(seed);

        assertThat(run(seed)).isEqualTo(hash);
        assertThat(run(seed + 1_000)).isNotEqualTo(hash);
    }

    private static long run(long seed) {
        SimulatedCluster cluster =
                SimulatedCluster.of(4).seed(seed).faults(Faults.ROUGH).start();
        Probes.unheeded(cluster.startAll(1, Probes.specs(100)));
        cluster.run(Duration.ofSeconds(2));
        cluster.crash(2);
        cluster.run(Duration.ofSeconds(5));
        cluster.restart(2);
        SimulatedCluster.Split split = cluster.split(3);
        Probes.unheeded(cluster.stopAll(1, Probes.ids(Probes.specs(30))));
        cluster.run(Duration.ofSeconds(10));
        split.heal();
        cluster.run(Duration.ofSeconds(30));
        return cluster.trace().hash();
    }
}
