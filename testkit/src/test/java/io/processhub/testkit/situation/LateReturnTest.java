package io.processhub.testkit.situation;

import io.processhub.spec.ProcessId;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.oracle.OncePerNode;
import io.processhub.testkit.simulation.oracle.RegistriesEqual;
import io.processhub.testkit.simulation.oracle.RegistriesTrue;
import java.time.Duration;
import java.util.List;

/**
 * A node is cut off for longer than any node remembers it, so both sides have forgotten removals of which the other has
 * not heard. What was stopped may come back then, but all must agree on what runs.
 */
final class LateReturnTest {

    @Seeds(10)
    void allAgree(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(4)
                .seed(seed)
                .settings(hub -> hub.retention(Duration.ofSeconds(10)))
                .start();
        cluster.settle();
        List<ProcessId> ids = Probes.running(cluster, 600);

        SimulatedCluster.Split split = cluster.split(1);
        cluster.run(Duration.ofSeconds(4));
        cluster.await(cluster.stopAll(1, ids.subList(0, 200)));
        cluster.await(cluster.stopAll(3, ids.subList(100, 400)));
        cluster.run(Duration.ofSeconds(60));
        cluster.await(cluster.startAll(1, Probes.specs("left", 50)));
        cluster.await(cluster.startAll(2, Probes.specs("right", 50)));
        cluster.run(Duration.ofSeconds(60));
        split.heal();

        cluster.run(Duration.ofSeconds(40));
        cluster.settle();
        cluster.check(new RegistriesEqual(), new RegistriesTrue(), new OncePerNode());
    }
}
