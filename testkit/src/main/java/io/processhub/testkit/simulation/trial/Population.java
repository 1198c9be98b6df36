package io.processhub.testkit.simulation.trial;

import io.processhub.ProcessHub;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.oracle.Intents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Tracks the live nodes of a cluster and changes them. Three in four of the initial nodes are always live. */
final class Population {
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final SimulatedCluster cluster;
    private final RandomGenerator random;
    private final int presentMin;
    private final int nodesMax;
    private final TreeSet<Integer> crashed = new TreeSet<>();
    private final Map<Integer, CompletableFuture<Void>> leaving = new TreeMap<>();

    // mutable state
    private int nodes;

    Population(SimulatedCluster cluster, int nodes) {
        this.cluster = cluster;
        this.random = cluster.random();
        this.nodes = nodes;
        this.nodesMax = nodes + Math.max(1, nodes / 10);
        this.presentMin = Math.max(1, nodes * 3 / 4);
    }

    /** {@return one of the nodes that run and are not leaving} */
    int any() {
        List<Integer> present = present();
        return present.get(random.nextInt(present.size()));
    }

    List<Integer> present() {
        return IntStream.rangeClosed(1, nodes)
                .filter(node -> !leaving.containsKey(node) && cluster.running(node))
                .boxed()
                .toList();
    }

    boolean mayShrink() {
        return present().size() > presentMin;
    }

    /**
     * Crashes a node. There is no guarantee any more for what only this node had, so the intents concerned become
     * undecided.
     */
    void crash() {
        int victim = any();
        List<ProcessHub> others = present().stream()
                .filter(node -> node != victim)
                .map(cluster::hub)
                .toList();
        Intents intents = cluster.intents();
        intents.wanted().stream()
                .filter(id -> others.stream().allMatch(hub -> hub.lookup(id).isEmpty()))
                .forEach(intents::doubt);
        intents.unwanted().stream()
                .filter(id -> others.stream().allMatch(hub -> hub.lookup(id).isPresent()))
                .forEach(intents::doubt);
        cluster.crash(victim);
        crashed.add(victim);
    }

    void leave() {
        int node = any();
        leaving.put(node, cluster.leave(node, GRACE));
    }

    boolean mayJoin() {
        return nodes < nodesMax;
    }

    void join() {
        cluster.add();
        nodes++;
    }

    /** Starts one of the nodes that crashed or left, if there is one. */
    void comeBack() {
        List<Integer> gone =
                IntStream.rangeClosed(1, nodes).filter(this::gone).boxed().toList();
        if (!gone.isEmpty()) {
            int node = gone.get(random.nextInt(gone.size()));
            cluster.restart(node);
            crashed.remove(node);
            leaving.remove(node);
        }
    }

    /** {@return all nodes, also those that are down} */
    List<Integer> all() {
        return IntStream.rangeClosed(1, nodes).boxed().toList();
    }

    /** {@return whether one of the nodes that crashed or left is not back} */
    boolean anyGone() {
        return IntStream.rangeClosed(1, nodes).anyMatch(node -> gone(node) || leaving.containsKey(node));
    }

    private boolean gone(int node) {
        CompletableFuture<Void> left = leaving.get(node);
        return crashed.contains(node) || (left != null && left.isDone());
    }
}
