package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.spec.ProcessId;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.oracle.NothingLost;
import io.processhub.testkit.simulation.oracle.OncePerNode;
import io.processhub.testkit.simulation.oracle.RegistriesEqual;
import io.processhub.testkit.simulation.oracle.RegistriesTrue;
import java.time.Duration;
import java.util.List;

/**
 * Found by RandomFaultsTest, seed 107. One node is cut off; the others stop processes and start them anew; then the
 * lost node, alone by now, starts its copies for the old intent, later than all others. Back again, its copies are the
 * latest, so the owners stop theirs to take over, and the newest intent must not go with them.
 */
final class NewestIntentTest {

    @Seeds(20)
    void itOutlivesTheCopyThatCarriedIt(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(4).seed(seed).start();
        cluster.settle();
        List<ProcessId> ids = Probes.running(cluster, 40);

        SimulatedCluster.Split split = cluster.split(2);
        cluster.await(cluster.stopAll(3, ids));
        cluster.await(cluster.startAll(1, Probes.specs(40)));
        cluster.run(Duration.ofMillis(3_000 + cluster.random().nextInt(3_000)));
        split.heal();

        cluster.run(Duration.ofSeconds(20));
        cluster.settle();
        cluster.check(new RegistriesEqual(), new RegistriesTrue(), new NothingLost(1), new OncePerNode());
        assertThat(cluster.evidence().world().running()).hasSize(40);
    }
}
