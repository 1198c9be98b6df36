package io.processhub.testkit.simulation;

import io.processhub.HubBuilder;
import io.processhub.ProcessHub;
import io.processhub.cluster.Node;
import io.processhub.cluster.NodeId;
import io.processhub.testkit.simulation.oracle.Evidence;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** One node of a simulated cluster: a machine, and the hub on it. A restart makes another one. */
record SimulatedNode(
        SimulatedMachine machine, Node node, SimulatedObserver observer, CompletableFuture<ProcessHub> hub) {

    static SimulatedNode boot(SimulatedMachine machine, ClusterPlan plan, SimulatedObserver observer) {
        machine.environment().observe(observer);
        Node node = Node.join(machine.engine());
        HubBuilder builder = ProcessHub.builder(plan.hubId())
                .environment(machine.environment())
                .node(node)
                .process(Probe.TYPE, Probe::new);
        return new SimulatedNode(
                machine, node, observer, plan.settings().apply(builder).startAsync());
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
        return new Evidence.Testimony(running().status(), running().snapshot(), observer.redundancy());
    }
}
