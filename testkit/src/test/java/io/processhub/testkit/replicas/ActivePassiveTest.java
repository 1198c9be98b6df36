package io.processhub.testkit.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.ProcessHub;
import io.processhub.cluster.NodeId;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import io.processhub.testkit.simulation.Faults;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.oracle.NeverTwoActive;
import io.processhub.testkit.simulation.oracle.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Two copies of each process, one of them active, while nodes come and go. In the system that this one learns from,
 * roles drifted: after a join processes had two active copies, after a loss none at all.
 */
final class ActivePassiveTest {

    @Seeds(15)
    void whoStartsFindsOneActiveCopyOfEach(long seed) {
        SimulatedCluster cluster = Replicas.pairs(3, seed);

        List<ProcessId> ids = Replicas.running(cluster, 60);

        cluster.check(Replicas.oneActiveOf(2));
        cluster.check(new NeverTwoActive());
        assertThat(Replicas.active(cluster, ids).values()).hasSize(60);
        assertThat(Replicas.active(cluster, ids).values().stream().distinct()).hasSize(3);
    }

    @Seeds(20)
    void afterAJoinOneIsActiveAndNoOtherHasChangedItsRole(long seed) {
        SimulatedCluster cluster = Replicas.pairs(3, seed);
        List<ProcessId> ids = Replicas.running(cluster, 120);
        Map<ProcessId, NodeId> before = Replicas.active(cluster, ids);
        int turns = cluster.evidence().world().turns().size();

        cluster.add();
        cluster.settle();

        cluster.check(Replicas.oneActiveOf(2));
        cluster.check(new NeverTwoActive());
        Map<ProcessId, List<NodeId>> hosts = Replicas.hosts(cluster, ids);
        Map<ProcessId, NodeId> after = Replicas.active(cluster, ids);
        before.forEach((id, node) -> {
            if (Replicas.of(hosts, id).contains(node)) {
                assertThat(after.get(id)).isEqualTo(node);
            }
        });
        assertThat(Replicas.turnsAfter(cluster, turns).stream()
                        .filter(turn -> turn.role() == Role.ACTIVE)
                        .map(World.Turn::id))
                .doesNotHaveDuplicates()
                .allMatch(id -> !Replicas.of(hosts, id).contains(before.get(id)));
    }

    @Seeds(20)
    void afterALossTheSurvivorIsActiveAndStaysSo(long seed) {
        SimulatedCluster cluster = Replicas.pairs(4, seed);
        List<ProcessId> ids = Replicas.running(cluster, 120);
        Map<ProcessId, NodeId> before = Replicas.active(cluster, ids);
        Map<ProcessId, List<NodeId>> hosts = Replicas.hosts(cluster, ids);
        NodeId lost = cluster.hub(2).self();

        cluster.crash(2);
        cluster.settle();

        cluster.check(Replicas.oneActiveOf(2));
        cluster.check(new NeverTwoActive());
        Replicas.active(cluster, ids).forEach((id, now) -> {
            assertThat(now).isIn(Replicas.of(hosts, id)).isNotEqualTo(lost);
            if (!lost.equals(before.get(id))) {
                assertThat(now).isEqualTo(before.get(id));
            }
        });
    }

    @Seeds(20)
    void afterTheLossOfTwoNodesAtOnceNoneIsLeftPassive(long seed) {
        SimulatedCluster cluster = Replicas.pairs(5, seed);
        Replicas.running(cluster, 120);

        cluster.crash(2);
        cluster.crash(4);
        cluster.settle();

        cluster.check(Replicas.oneActiveOf(2));
    }

    @Seeds(10)
    void theLastNodeIsActiveForAll(long seed) {
        SimulatedCluster cluster = Replicas.pairs(3, seed);
        List<ProcessId> ids = Replicas.running(cluster, 60);

        cluster.crash(1);
        cluster.run(Duration.ofMillis(cluster.random().nextInt(4_000)));
        cluster.crash(3);
        cluster.settle();

        cluster.check(Replicas.oneActiveOf(1));
        assertThat(Replicas.active(cluster, ids).values())
                .containsOnly(cluster.hub(2).self());
    }

    @Seeds(15)
    void aNodeThatLeavesPassesItsRolesOn(long seed) {
        SimulatedCluster cluster = Replicas.pairs(4, seed);
        Replicas.running(cluster, 120);

        CompletableFuture<Void> left = cluster.leave(3, Duration.ofSeconds(10));
        cluster.await(left);
        cluster.settle();

        cluster.check(Replicas.oneActiveOf(2));
        cluster.check(new NeverTwoActive());
    }

    @Seeds(15)
    void whenTheActiveCopyCrashesTheOtherTakesOver(long seed) {
        SimulatedCluster cluster = Replicas.pairs(3, seed);
        List<ProcessId> ids = Replicas.running(cluster, 30);
        Map<ProcessId, NodeId> before = Replicas.active(cluster, ids);

        ids.forEach(id -> cluster.hub(1).untyped(id).tell("crash"));
        cluster.run(Duration.ofSeconds(1));
        cluster.settle();

        cluster.check(Replicas.oneActiveOf(2));
        Replicas.active(cluster, ids).forEach((id, node) -> assertThat(node).isNotEqualTo(before.get(id)));
    }

    @Seeds(20)
    void afterASplitTheOneThatBecameActiveLastIsLeft(long seed) {
        SimulatedCluster cluster = Replicas.pairs(5, seed);
        Replicas.running(cluster, 100);

        SimulatedCluster.Split split = cluster.split(1, 2);
        cluster.run(Duration.ofMillis(2_000 + cluster.random().nextInt(10_000)));
        split.heal();
        cluster.settle();

        cluster.check(Replicas.oneActiveOf(2));
    }

    /** Found by a storm: a copy that was to go did not know yet that another one had become active before it. */
    @Seeds(40)
    void whatCrashesInASplitLeavesNoRivalWithALaterTerm(long seed) {
        SimulatedCluster cluster = Replicas.pairs(5, seed);
        List<ProcessId> ids = Replicas.running(cluster, 40);

        SimulatedCluster.Split split = cluster.split(4);
        cluster.run(Duration.ofSeconds(6));
        ids.forEach(id -> cluster.hub(1).untyped(id).tell("crash"));
        cluster.run(Duration.ofMillis(3_000 + cluster.random().nextInt(2_000)));
        split.heal();
        cluster.settle();

        cluster.check(Replicas.oneActiveOf(2));
    }

    @Seeds(20)
    void whatIsLostOnTheWayDoesNotLeaveRolesUnsettled(long seed) {
        SimulatedCluster cluster = Replicas.pairs(4, seed);
        Replicas.running(cluster, 80);

        cluster.faults(Faults.ROUGH);
        cluster.crash(2);
        cluster.run(Duration.ofMillis(cluster.random().nextInt(3_000)));
        cluster.add();
        cluster.settle();

        cluster.check(Replicas.oneActiveOf(2));
    }

    /** A store that compares tokens refuses what is not the greatest so far: terms must grow along the actives. */
    @Seeds(15)
    void everySuccessorHasAGreaterTerm(long seed) {
        SimulatedCluster cluster = Replicas.pairs(4, seed);
        List<ProcessId> ids = Replicas.running(cluster, 60);

        cluster.crash(1);
        cluster.settle();
        cluster.add();
        cluster.settle();
        cluster.await(cluster.leave(2, Duration.ofSeconds(10)));
        cluster.settle();

        List<World.Turn> turns = cluster.evidence().world().turns();
        for (ProcessId id : ids) {
            assertThat(turns.stream()
                            .filter(turn -> turn.id().equals(id) && turn.role() == Role.ACTIVE)
                            .map(World.Turn::term))
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    @Seeds(10)
    void everyNodeKnowsTheActiveCopyAndItsReferencesReachIt(long seed) {
        SimulatedCluster cluster = Replicas.pairs(4, seed);
        List<ProcessId> ids = Replicas.running(cluster, 20);

        cluster.crash(4);
        cluster.settle();

        Map<ProcessId, NodeId> active = Replicas.active(cluster, ids);
        for (int node = 1; node <= 3; node++) {
            ProcessHub hub = cluster.hub(node);
            active.forEach((id, there) -> {
                assertThat(hub.active(id).orElseThrow().node()).isEqualTo(there);
                assertThat(cluster.await(hub.untyped(id).ask("where", String.class)))
                        .isEqualTo(there.toString());
            });
        }
        assertThat(cluster.hub(1).active(new ProcessId("nobody"))).isEmpty();
    }
}
