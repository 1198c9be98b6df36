package io.processhub.testkit.load;

import io.processhub.cluster.NodeId;
import io.processhub.process.StartOptions;
import io.processhub.registry.Registration;
import io.processhub.registry.Registration.Copy;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Weighs what runs on the nodes of a simulated cluster, as one of its registries says. */
final class Scales {
    static final String COST = "cost";

    private final SimulatedCluster cluster;
    private Map<ProcessId, Set<String>> before = Map.of();

    Scales(SimulatedCluster cluster) {
        this.cluster = cluster;
    }

    /** The capacity of a node, by the number in its name: 1, 2 or 4. */
    static double capacity(int number) {
        return 1 << (number % 3);
    }

    private static double capacity(NodeId node) {
        return capacity(Integer.parseInt(node.name().substring(1)));
    }

    /** Starts processes through a node, in one call; of ten, one costs 10, two cost 3 and the others 1. */
    void start(int node, int from, int to) {
        Map<ProcessSpec<?>, Metadata> specs = new LinkedHashMap<>();
        for (int number = from; number < to; number++) {
            int cost = number % 10 == 0 ? 10 : number % 10 < 3 ? 3 : 1;
            specs.put(SimulatedCluster.probe("p" + number), Metadata.NONE.label(COST, Integer.toString(cost)));
        }
        cluster.await(cluster.hub(node).startAll(specs, StartOptions.STANDARD.timeout(Duration.ofMinutes(2))));
    }

    private static double cost(Registration registration) {
        return Double.parseDouble(registration.metadata().labels().getOrDefault(COST, "1"));
    }

    /** The cost of what runs on each member, divided by its capacity. */
    Map<NodeId, Double> loads(int witness) {
        Map<NodeId, Double> loads = new TreeMap<>();
        cluster.hub(witness).nodes().forEach(node -> loads.put(node, 0.0));
        for (Registration registration : cluster.hub(witness).snapshot()) {
            for (Copy copy : registration.instances()) {
                loads.merge(copy.node(), cost(registration) / capacity(copy.node()), Double::sum);
            }
        }
        return loads;
    }

    /** The greatest load divided by that of a cluster in balance. */
    double imbalance(int witness) {
        Map<NodeId, Double> loads = loads(witness);
        double work = 0;
        double capacities = 0;
        double most = 0;
        for (Map.Entry<NodeId, Double> load : loads.entrySet()) {
            work += load.getValue() * capacity(load.getKey());
            capacities += capacity(load.getKey());
            most = Math.max(most, load.getValue());
        }
        return most * capacities / work;
    }

    /** How many copies run on other nodes than at the last call. */
    int moves(int witness) {
        Map<ProcessId, Set<String>> now = new HashMap<>();
        int moves = 0;
        for (Registration registration : cluster.hub(witness).snapshot()) {
            Set<String> nodes = new TreeSet<>();
            registration.instances().forEach(copy -> nodes.add(copy.node().name()));
            now.put(registration.id(), nodes);
            Set<String> earlier = before.getOrDefault(registration.id(), nodes);
            moves +=
                    (int) nodes.stream().filter(node -> !earlier.contains(node)).count();
        }
        before = now;
        return moves;
    }

    /** The cost of what runs on one node, divided by its capacity. */
    double load(int witness, int node) {
        return loads(witness).getOrDefault(cluster.hub(node).self(), 0.0);
    }
}
