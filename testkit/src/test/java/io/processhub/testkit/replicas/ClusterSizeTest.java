package io.processhub.testkit.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import io.processhub.strategy.redundancy.Replication;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.oracle.NeverTwoActive;
import io.processhub.testkit.simulation.oracle.NothingLost;
import io.processhub.testkit.simulation.oracle.RegistriesEqual;
import io.processhub.testkit.simulation.oracle.RegistriesTrue;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A copy on every member of the hub. In the system that this one learns from, a join made almost every process change
 * its active copy.
 */
final class ClusterSizeTest {
    private static final Replication EVERYWHERE = Replication.activePassive(Replication.CLUSTER_SIZE);

    @Seeds(15)
    void aJoinAddsACopyOfEachAndChangesNoRole(long seed) {
        SimulatedCluster cluster = Replicas.plan(3, seed, EVERYWHERE).start();
        List<ProcessId> ids = Replicas.running(cluster, 60);
        cluster.check(Replicas.oneActiveOf(3));
        Map<ProcessId, NodeId> before = Replicas.active(cluster, ids);
        int turns = cluster.evidence().world().turns().size();

        cluster.add();
        cluster.settle();

        cluster.check(Replicas.oneActiveOf(4));
        cluster.check(new NeverTwoActive());
        assertThat(Replicas.active(cluster, ids)).isEqualTo(before);
        assertThat(Replicas.turnsAfter(cluster, turns))
                .hasSize(60)
                .allMatch(turn ->
                        turn.role() == Role.PASSIVE && turn.copy().node().name().equals("n4"));
    }

    @Seeds(15)
    void aLossMovesOnlyTheRolesThatWereLost(long seed) {
        SimulatedCluster cluster = Replicas.plan(4, seed, EVERYWHERE).start();
        List<ProcessId> ids = Replicas.running(cluster, 60);
        Map<ProcessId, NodeId> before = Replicas.active(cluster, ids);
        NodeId lost = cluster.hub(3).self();
        int turns = cluster.evidence().world().turns().size();

        cluster.crash(3);
        cluster.settle();

        cluster.check(Replicas.oneActiveOf(3));
        cluster.check(new NeverTwoActive());
        assertThat(Replicas.turnsAfter(cluster, turns))
                .hasSize((int) before.values().stream().filter(lost::equals).count())
                .allMatch(turn -> turn.role() == Role.ACTIVE && lost.equals(before.get(turn.id())));
    }

    @Seeds(10)
    void afterASplitEachProcessKeepsACopyOnEveryNode(long seed) {
        SimulatedCluster cluster = Replicas.plan(4, seed, EVERYWHERE).start();
        List<ProcessId> ids = Replicas.running(cluster, 40);
        int starts = cluster.evidence().world().starts().size();

        SimulatedCluster.Split split = cluster.split(1, 3);
        cluster.run(Duration.ofSeconds(5));
        assertThat(ids)
                .allMatch(id -> cluster.evidence().world().activeCopiesOf(id).size() == 2);
        split.heal();
        cluster.settle();

        cluster.check(Replicas.oneActiveOf(4));
        assertThat(cluster.evidence().world().starts()).hasSize(starts);
    }

    @Seeds(5)
    void inActiveActiveEveryCopyIsActive(long seed) {
        SimulatedCluster cluster = Replicas.plan(3, seed, Replication.activeActive(Replication.CLUSTER_SIZE))
                .start();
        List<ProcessId> ids = Replicas.running(cluster, 60);

        cluster.add();
        cluster.settle();

        cluster.check(new RegistriesEqual(), new RegistriesTrue(), new NothingLost(4));
        assertThat(ids)
                .allMatch(id -> cluster.evidence().world().activeCopiesOf(id).size() == 4);
    }
}
