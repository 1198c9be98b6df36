package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.spec.ProcessId;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.List;

/** A process that was stopped stays away, no matter which node comes back with an older intent. */
final class StopIsFinalTest {

    @Seeds(10)
    void whenASplitHeals(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(4).seed(seed).start();
        cluster.settle();
        List<ProcessId> ids = Probes.running(cluster, 60);

        SimulatedCluster.Split split = cluster.split(1, 2);
        cluster.run(Duration.ofSeconds(4));
        cluster.await(cluster.stopAll(3, ids));
        cluster.run(Duration.ofSeconds(cluster.random().nextInt(90)));
        split.heal();

        nothingComesBack(cluster);
    }

    @Seeds(10)
    void whenANodeThatWasAloneReturns(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(3).seed(seed).start();
        cluster.settle();
        List<ProcessId> ids = Probes.running(cluster, 60);

        SimulatedCluster.Split split = cluster.split(2);
        cluster.run(Duration.ofSeconds(4));
        cluster.await(cluster.stopAll(2, ids));
        cluster.run(Duration.ofSeconds(40));
        split.heal();

        nothingComesBack(cluster);
    }

    @Seeds(10)
    void whenTheLostNodeHadAdoptedTheIntents(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(4).seed(seed).start();
        cluster.settle();
        List<ProcessId> ids = Probes.running(cluster, 60);

        SimulatedCluster.Split split = cluster.split(3);
        cluster.run(Duration.ofSeconds(10));
        cluster.await(cluster.stopAll(2, ids));
        cluster.run(Duration.ofSeconds(60));
        split.heal();

        nothingComesBack(cluster);
    }

    @Seeds(10)
    void whenTheCallerIsPausedMeanwhile(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(3).seed(seed).start();
        cluster.settle();
        List<ProcessId> ids = Probes.running(cluster, 60);

        cluster.pause(1);
        cluster.run(Duration.ofSeconds(3));
        cluster.await(cluster.stopAll(2, ids));
        cluster.run(Duration.ofSeconds(40));
        cluster.resume(1);

        nothingComesBack(cluster);
    }

    @Seeds(10)
    void whenItsCallerDiedBefore(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(3).seed(seed).start();
        cluster.settle();
        List<ProcessId> ids = Probes.running(cluster, 60);

        cluster.crash(1);
        cluster.run(Duration.ofMillis(cluster.random().nextInt(5_000)));
        cluster.await(cluster.stopAll(2, ids));

        nothingComesBack(cluster);
        cluster.restart(1);
        nothingComesBack(cluster);
    }

    @Seeds(10)
    void whenTheOneWhoStoppedItDiesAfterwards(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(4).seed(seed).start();
        cluster.settle();
        List<ProcessId> ids = Probes.running(cluster, 60);

        cluster.await(cluster.stopAll(2, ids));
        cluster.crash(2);
        nothingComesBack(cluster);
        cluster.crash(1);

        nothingComesBack(cluster);
    }

    @Seeds(10)
    void whenANewNodeStoppedItWhichNeverMetTheLostOne(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(3).seed(seed).start();
        cluster.settle();
        List<ProcessId> ids = Probes.running(cluster, 60);

        SimulatedCluster.Split split = cluster.split(1);
        cluster.run(Duration.ofSeconds(4));
        SimulatedCluster.Split ignored = addOn(cluster);
        cluster.run(Duration.ofSeconds(4));
        cluster.await(cluster.stopAll(4, ids));
        cluster.run(Duration.ofSeconds(60));
        split.heal();
        ignored.heal();

        nothingComesBack(cluster);
    }

    /** The new node does not hear the node that is cut off either. */
    private static SimulatedCluster.Split addOn(SimulatedCluster cluster) {
        cluster.add();
        return cluster.split(1);
    }

    private static void nothingComesBack(SimulatedCluster cluster) {
        cluster.settle();
        cluster.run(Duration.ofSeconds(60));
        cluster.settle();
        cluster.check();
        assertThat(cluster.evidence().world().running()).isEmpty();
    }
}
