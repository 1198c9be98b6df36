package io.processhub.testkit.simulation;

import io.processhub.HubBuilder;
import io.processhub.HubStatus;
import io.processhub.ProcessHub;
import io.processhub.cluster.Node;
import io.processhub.cluster.NodeId;
import io.processhub.testkit.simulation.oracle.Evidence;
import io.processhub.testkit.simulation.oracle.World;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One node of a simulated cluster: a machine, and the hub on it. A restart makes another one. */
record Seat(SimulatedMachine machine, CompletableFuture<ProcessHub> hub) {

    static Seat boot(String name, ClusterPlan plan, SimulatedNetwork network, World world) {
        SimulatedMachine machine = network.boot(name);
        Node node = Node.join(machine.engine());
        HubBuilder builder = ProcessHub.builder(plan.hubId())
                .environment(machine.environment())
                .node(node)
                .process(Probe.TYPE, () -> new Probe(network.simulation(), world));
        return new Seat(machine, plan.settings().apply(builder).startAsync());
    }

    NodeId id() {
        return machine.id();
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

    Evidence.Testimony testimony() {
        return new Evidence.Testimony(running().status(), running().snapshot());
    }

    /** Whether the hub has nothing left to do and sees exactly these members. */
    boolean quiet(List<NodeId> members) {
        if (!started()) {
            return false;
        }
        HubStatus status = running().status();
        return status.phase() == HubStatus.Phase.RUNNING
                && status.waiting() == 0
                && !status.locked()
                && status.members().equals(members);
    }
}
