package io.processhub.testkit.weakness;

import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.gossip.Gossip;
import io.processhub.testkit.simulation.ClusterPlan;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** What many scenarios begin with. */
final class Scenes {
    static final SynchronizationStrategy GOSSIP = new Gossip();

    private Scenes() {}

    static ClusterPlan plan(int nodes, long seed, SynchronizationStrategy strategy) {
        return SimulatedCluster.of(nodes).seed(seed).settings(hub -> hub.synchronization(strategy));
    }

    static SimulatedCluster settled(ClusterPlan plan) {
        SimulatedCluster cluster = plan.start();
        cluster.settle();
        return cluster;
    }

    static List<ProcessSpec<Object>> probes(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> SimulatedCluster.probe(prefix + number))
                .toList();
    }

    static List<ProcessId> ids(List<ProcessSpec<Object>> specs) {
        return specs.stream().map(ProcessSpec::id).toList();
    }

    /** Starts probes through the first node, and waits until all is quiet. */
    static List<ProcessSpec<Object>> running(SimulatedCluster cluster, int count) {
        List<ProcessSpec<Object>> specs = probes("p", count);
        List<?> problems = cluster.await(cluster.startAll(1, specs)).problems();
        if (!problems.isEmpty()) {
            throw new AssertionError("did not start: " + problems);
        }
        cluster.settle();
        return specs;
    }

    static void eachSeed(int count, LongConsumer scenario) {
        LongStream.rangeClosed(1, count).forEach(scenario);
    }
}
