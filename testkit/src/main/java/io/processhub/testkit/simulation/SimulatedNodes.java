package io.processhub.testkit.simulation;

import io.processhub.HubStatus;
import io.processhub.ProcessHub;
import io.processhub.cluster.NodeId;
import io.processhub.testkit.simulation.oracle.Evidence;
import io.processhub.testkit.simulation.oracle.Intents;
import io.processhub.testkit.simulation.oracle.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The nodes of a simulated cluster by their number, from 1. A node that restarts keeps its number and its name. */
final class SimulatedNodes {
    private final ClusterPlan plan;
    private final SimulatedNetwork network;
    private final World world;
    private final Intents intents;
    private final List<SimulatedNode> nodes = new ArrayList<>();

    /** Boots as many nodes as the plan says. */
    SimulatedNodes(ClusterPlan plan, SimulatedNetwork network, World world, Intents intents) {
        this.plan = plan;
        this.network = network;
        this.world = world;
        this.intents = intents;
        IntStream.rangeClosed(1, plan.nodes()).forEach(ignored -> add());
    }

    /** Boots a node with the next number. */
    void add() {
        nodes.add(boot("n" + (nodes.size() + 1)));
    }

    /** Boots a node again that is down. */
    void restart(int node) {
        nodes.set(node - 1, boot(at(node).name()));
    }

    private SimulatedNode boot(String name) {
        SimulatedMachine machine = network.boot(name);
        var observer = new SimulatedObserver(network.simulation(), machine.id().toString(), world, intents);
        return SimulatedNode.boot(machine, plan, observer);
    }

    void crash(int node) {
        network.crash(at(node).machine());
        new Obituary(network.simulation(), at(node).id(), this::hubs, world);
        world.crashed(at(node).id());
    }

    SimulatedNode at(int node) {
        if (node < 1 || node > nodes.size()) {
            throw new IllegalArgumentException("node " + node + " is not between 1 and " + nodes.size());
        }
        return nodes.get(node - 1);
    }

    boolean allStarted() {
        return nodes.stream().allMatch(SimulatedNode::started);
    }

    /** Fails when the hub of a node could not start. */
    void requireRunning() {
        nodes.forEach(SimulatedNode::running);
    }

    /** Cuts some nodes off from all others, in both directions. */
    SimulatedCluster.Split split(int... side) {
        List<String> names = names(side);
        SimulatedNetwork.Cut there = network.cut(names, othersThan(names));
        SimulatedNetwork.Cut back = network.cut(othersThan(names), names);
        return () -> {
            there.heal();
            back.heal();
        };
    }

    /** Drops what some nodes send to all others. */
    SimulatedCluster.Split splitOneWay(int... mute) {
        List<String> names = names(mute);
        return network.cut(names, othersThan(names))::heal;
    }

    /** Drops what some nodes send to some others. */
    SimulatedCluster.Split cut(List<Integer> from, List<Integer> to) {
        return network.cut(
                names(from.stream().mapToInt(Integer::intValue).toArray()),
                names(to.stream().mapToInt(Integer::intValue).toArray()))::heal;
    }

    private List<String> names(int... numbers) {
        return Arrays.stream(numbers).mapToObj(node -> at(node).name()).toList();
    }

    private List<String> othersThan(List<String> names) {
        return nodes.stream()
                .map(SimulatedNode::name)
                .filter(name -> !names.contains(name))
                .toList();
    }

    /**
     * The digest of all hubs that are up, when they see one another, have nothing to do, and say the same. Stops
     * looking at the first that is busy.
     */
    Optional<Long> agreement() {
        List<SimulatedNode> living = living();
        List<NodeId> members = living.stream().map(SimulatedNode::id).sorted().toList();
        var digests = new TreeSet<Long>();
        for (SimulatedNode node : living) {
            if (!node.started() || !quiet(node.running().status(), members, digests)) {
                return Optional.empty();
            }
        }
        return digests.stream().findFirst();
    }

    private static boolean quiet(HubStatus status, List<NodeId> members, Set<Long> digests) {
        digests.add(status.registry().digest());
        return digests.size() == 1
                && status.phase() == HubStatus.Phase.RUNNING
                && status.registry().waiting() == 0
                && !status.membership().redistributing()
                && status.membership().nodes().equals(members);
    }

    /** The hubs that have not crashed, also those that cannot go on at the moment. */
    private List<ProcessHub> hubs() {
        return nodes.stream()
                .filter(node -> !node.machine().life().over())
                .map(SimulatedNode::hub)
                .filter(hub -> hub.isDone() && !hub.isCompletedExceptionally())
                .map(CompletableFuture::join)
                .toList();
    }

    private List<SimulatedNode> living() {
        return nodes.stream().filter(SimulatedNode::up).toList();
    }

    /** What each hub that is up says now. */
    SortedMap<NodeId, Evidence.Testimony> testimonies() {
        var testimonies = new TreeMap<NodeId, Evidence.Testimony>();
        living().forEach(node -> testimonies.put(node.id(), node.testimony()));
        return testimonies;
    }

    /** What each hub that is up is doing, one line each. */
    String statuses() {
        return living().stream()
                .map(node -> node.started() ? node.running().status() + "\n" : node.id() + " is starting\n")
                .collect(Collectors.joining());
    }
}
