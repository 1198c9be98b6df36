package io.processhub.testkit.moves;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.strategy.migration.HotSwap;
import io.processhub.strategy.redundancy.Replication;
import io.processhub.testkit.simulation.Faults;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.oracle.RegistriesEqual;
import io.processhub.testkit.simulation.oracle.RegistriesTrue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Of two copies of each process the active one moves with its state while all clients go on calling it. */
final class ReplicasMoveTest {
    private final Counters counters = new Counters(40, 2);

    private SimulatedCluster cluster(int nodes, long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(nodes)
                .seed(seed)
                .settings(hub -> counters.settings(hub)
                        .redundancy(Replication.activePassive(2))
                        .migration(HotSwap.withState()))
                .start();
        cluster.settle();
        counters.start(cluster);
        counters.load(cluster, 200, 1);
        return cluster;
    }

    @Seeds(30)
    void aJoinLosesNoIncrementAndFailsNoAsk(long seed) {
        SimulatedCluster cluster = cluster(3, seed);

        counters.keepCountingWhileANodeJoins(cluster);
    }

    /** Another copy that runs on all the while has no state: who takes the state over must be the active one. */
    @Seeds(30)
    void aGracefulLeaveLosesNoIncrementAndFailsNoAsk(long seed) {
        SimulatedCluster cluster = cluster(4, seed);

        counters.keepCountingWhileANodeLeaves(cluster);
    }

    /** Frames are lost, doubled, late and overtaken. */
    @Seeds(30)
    void aJoinInABadNetworkLosesNoIncrement(long seed) {
        SimulatedCluster cluster = cluster(3, seed);

        cluster.faults(Faults.ROUGH);
        cluster.add();
        counters.load(cluster, 1_000, 1, 3);

        cluster.faults(Faults.NONE);
        cluster.settle();
        counters.check(cluster, 1);
    }

    @Seeds(30)
    void aLeaveInABadNetworkLosesNoIncrement(long seed) {
        SimulatedCluster cluster = cluster(4, seed);

        cluster.faults(Faults.ROUGH);
        CompletableFuture<Void> left = cluster.leave(2, Duration.ofSeconds(60));
        counters.load(cluster, 1_000, 1, 3);

        cluster.await(left);
        cluster.faults(Faults.NONE);
        cluster.settle();
        counters.check(cluster, 1);
    }

    /** Both copies of some processes leave, so each of these needs two new owners, and much of what is said is lost. */
    @Seeds(30)
    void aSecondOwnerThatMissedItsInvitationIsAskedAgain(long seed) {
        SimulatedCluster cluster = cluster(6, seed);

        cluster.faults(Faults.NONE.loss(0.2));
        List<CompletableFuture<Void>> left =
                List.of(cluster.leave(2, Duration.ofMinutes(5)), cluster.leave(3, Duration.ofMinutes(5)));
        long begun = cluster.elapsed().toSeconds();
        left.forEach(cluster::await);

        assertThat(cluster.elapsed().toSeconds() - begun).isLessThan(120);
        cluster.faults(Faults.NONE);
        cluster.settle();
        cluster.check(new RegistriesEqual(), new RegistriesTrue());
        cluster.hub(1).snapshot().forEach(found -> {
            assertThat(found.instances()).hasSize(2);
            assertThat(found.active()).isPresent();
        });
    }
}
