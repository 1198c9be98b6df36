package io.processhub.testkit.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Instance.Location;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.strategy.migration.ColdSwap;
import io.processhub.strategy.migration.MigrationStrategy;
import io.processhub.strategy.redundancy.Replication;
import io.processhub.testkit.simulation.ClusterPlan;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.oracle.Invariant;
import io.processhub.testkit.simulation.oracle.NothingLost;
import io.processhub.testkit.simulation.oracle.NothingUnwanted;
import io.processhub.testkit.simulation.oracle.OncePerNode;
import io.processhub.testkit.simulation.oracle.OneActive;
import io.processhub.testkit.simulation.oracle.RegistriesEqual;
import io.processhub.testkit.simulation.oracle.RegistriesTrue;
import io.processhub.testkit.simulation.oracle.TermsGrow;
import io.processhub.testkit.simulation.oracle.World;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Probes with several copies, where they run, and which of them are active. */
final class Replicas {
    private Replicas() {}

    static ClusterPlan plan(int nodes, long seed, Replication replication) {
        return plan(nodes, seed, replication, new ColdSwap());
    }

    static ClusterPlan plan(int nodes, long seed, Replication replication, MigrationStrategy migration) {
        return SimulatedCluster.of(nodes)
                .seed(seed)
                .settings(hub -> hub.redundancy(replication).migration(migration));
    }

    static SimulatedCluster pairs(int nodes, long seed) {
        return plan(nodes, seed, Replication.activePassive(2)).start();
    }

    static List<ProcessSpec<Object>> specs(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> SimulatedCluster.probe("r" + number))
                .toList();
    }

    /** Starts probes and waits until all is quiet. */
    static List<ProcessId> running(SimulatedCluster cluster, int count) {
        cluster.settle();
        List<ProcessSpec<Object>> specs = specs(count);
        assertThat(cluster.await(cluster.startAll(1, specs)).problems()).isEmpty();
        cluster.settle();
        return specs.stream().map(ProcessSpec::id).toList();
    }

    /** What holds in a hub whose processes have this many copies, one of them active. */
    static Invariant[] oneActiveOf(int copies) {
        return Stream.concat(Stream.of(oneActiveAfterAll(copies)), Stream.of(new TermsGrow()))
                .toArray(Invariant[]::new);
    }

    /** What holds also when copies crashed while the cluster was split. */
    static Invariant[] oneActiveAfterAll(int copies) {
        return new Invariant[] {
            new RegistriesEqual(),
            new RegistriesTrue(),
            new NothingLost(copies),
            new NothingUnwanted(),
            new OncePerNode(),
            new OneActive()
        };
    }

    /** Where each process is active; of none may there be two. */
    static Map<ProcessId, NodeId> active(SimulatedCluster cluster, List<ProcessId> ids) {
        var active = new TreeMap<ProcessId, NodeId>();
        for (ProcessId id : ids) {
            cluster.evidence()
                    .world()
                    .activeCopiesOf(id)
                    .forEach(turn ->
                            assertThat(active.put(id, turn.copy().node())).isNull());
        }
        return active;
    }

    static Map<ProcessId, List<NodeId>> hosts(SimulatedCluster cluster, List<ProcessId> ids) {
        var hosts = new TreeMap<ProcessId, List<NodeId>>();
        ids.forEach(id -> hosts.put(
                id, cluster.runningCopiesOf(id).stream().map(Location::node).toList()));
        return hosts;
    }

    static <T> T of(Map<ProcessId, T> places, ProcessId id) {
        return Objects.requireNonNull(places.get(id), () -> id + " runs nowhere");
    }

    /** What was told since: the changes after the first ones. */
    static List<World.Turn> turnsAfter(SimulatedCluster cluster, int before) {
        List<World.Turn> turns = cluster.evidence().world().turns();
        return turns.subList(before, turns.size());
    }
}
