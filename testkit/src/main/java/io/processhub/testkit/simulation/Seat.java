package io.processhub.testkit.simulation;

import io.processhub.HubBuilder;
import io.processhub.HubStatus;
import io.processhub.ProcessHub;
import io.processhub.cluster.Node;
import io.processhub.cluster.NodeId;
import io.processhub.testkit.simulation.oracle.Evidence;
import io.processhub.testkit.simulation.oracle.World;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** One node of a simulated cluster: a machine, and the hub on it. A restart makes another one. */
record Seat(SimulatedMachine machine, Node node, CompletableFuture<ProcessHub> hub) {

    static Seat boot(String name, ClusterPlan plan, SimulatedNetwork network, World world) {
        SimulatedMachine machine = network.boot(name);
        Node node = Node.join(machine.engine());
        HubBuilder builder = ProcessHub.builder(plan.hubId())
                .environment(machine.environment())
                .node(node)
                .process(Probe.TYPE, () -> new Probe(network.simulation(), world));
        return new Seat(machine, node, plan.settings().apply(builder).startAsync());
    }

    NodeId id() {
        return machine.id();
    }

    String name() {
        return id().name();
    }

    boolean up() {
        return machine.life().up();
    }

    boolean started() {
        return hub.isDone();
    }

    ProcessHub running() {
        if (!started()) {
            throw new IllegalStateException("the hub of " + id() + " is still starting; run the cluster first");
        }
        return hub.join();
    }

    /** Closes the hub, then the engine, then switches the machine off. */
    CompletableFuture<Void> leave(Duration grace) {
        return running().closeAsync(grace).thenRun(() -> {
            node.close();
            machine.life().end();
        });
    }

    Evidence.Testimony testimony() {
        return new Evidence.Testimony(running().status(), running().snapshot());
    }

    /**
     * The digest of all hubs that are up, when they see one another, have nothing to do, and say the same. Stops
     * looking at the first that is busy.
     */
    static Optional<Long> agreement(List<Seat> seats) {
        List<Seat> living = seats.stream().filter(Seat::up).toList();
        List<NodeId> members = living.stream().map(Seat::id).sorted().toList();
        var digests = new TreeSet<Long>();
        for (Seat seat : living) {
            if (!seat.started() || !quiet(seat.running().status(), members, digests)) {
                return Optional.empty();
            }
        }
        return digests.stream().findFirst();
    }

    private static boolean quiet(HubStatus status, List<NodeId> members, Set<Long> digests) {
        digests.add(status.digest());
        return digests.size() == 1
                && status.phase() == HubStatus.Phase.RUNNING
                && status.waiting() == 0
                && !status.locked()
                && status.members().equals(members);
    }

    /** Returns a seat by the number of its node, from 1. */
    static Seat at(List<Seat> seats, int node) {
        if (node < 1 || node > seats.size()) {
            throw new IllegalArgumentException("node " + node + " is not between 1 and " + seats.size());
        }
        return seats.get(node - 1);
    }

    /** Returns the names of some nodes. */
    static List<String> names(List<Seat> seats, int... nodes) {
        return Arrays.stream(nodes).mapToObj(node -> at(seats, node).name()).toList();
    }

    /** Returns the names of all nodes but some. */
    static List<String> others(List<Seat> seats, List<String> names) {
        return seats.stream()
                .map(Seat::name)
                .filter(name -> !names.contains(name))
                .toList();
    }

    /** Says what each hub that is up is doing, one line each. */
    static String statuses(List<Seat> seats) {
        return seats.stream()
                .filter(Seat::up)
                .map(seat -> seat.started() ? seat.running().status() + "\n" : seat.id() + " is starting\n")
                .collect(Collectors.joining());
    }
}
