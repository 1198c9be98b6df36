package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.spec.ProcessId;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.Traffic;
import java.time.Duration;
import java.util.List;

/** Nothing happens, so nothing is done. */
final class QuietTest {
    private static final int NODES = 5;

    /** A minute has four intervals, in each of which each node makes an offer of two heads to each other. */
    private static final long OFFERS = 4L * NODES * (NODES - 1);

    private static final int OFFER_BYTES_MAX = 100;

    @Seeds(3)
    void onlyOffersAreMade(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(NODES).seed(seed).start();
        cluster.settle();
        List<ProcessId> ids = Probes.running(cluster, 500);
        cluster.await(cluster.stopAll(1, ids.subList(0, 100)));
        cluster.crash(4);
        cluster.settle();
        cluster.restart(4);
        cluster.settle();
        cluster.run(Duration.ofSeconds(60));
        int starts = cluster.evidence().world().starts().size();
        Traffic before = cluster.traffic();

        cluster.run(Duration.ofSeconds(60));

        Traffic quiet = cluster.traffic().since(before);
        assertThat(quiet.frames()).isLessThanOrEqualTo(OFFERS);
        assertThat(quiet.bytes()).isLessThan(OFFERS * OFFER_BYTES_MAX);
        assertThat(cluster.evidence().world().starts()).hasSize(starts);
        cluster.check();
    }
}
