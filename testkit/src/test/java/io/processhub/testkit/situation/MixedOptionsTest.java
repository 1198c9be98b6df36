package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.spec.ProcessId;
import io.processhub.strategy.synchronization.gossip.Gossip;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Options of gossip that are changed in a rolling restart differ for a while. */
final class MixedOptionsTest {
    private static final int NODES = 30;

    private static final List<Gossip> OPTIONS = List.of(
            new Gossip(),
            new Gossip().recipients(1).directUpTo(0),
            new Gossip().recipients(9).restrictedInit(false),
            new Gossip().interval(Duration.ofSeconds(4)));

    @Seeds(3)
    void everythingReachesAllNodesAllTheSame(long seed) {
        var booted = new AtomicInteger();
        SimulatedCluster cluster = SimulatedCluster.of(NODES)
                .seed(seed)
                .loss(0.05)
                .settings(hub -> hub.synchronization(OPTIONS.get(booted.getAndIncrement() % OPTIONS.size())))
                .start();
        cluster.settle();

        List<ProcessId> ids = Probes.running(cluster, 200);
        cluster.crash(1);
        cluster.settle();
        cluster.restart(1);
        cluster.settle();
        cluster.await(cluster.stopAll(2, ids.subList(0, 100)));
        cluster.settle();

        assertThat(cluster.hub(3).nodes()).hasSize(NODES);
        cluster.check();
    }
}
