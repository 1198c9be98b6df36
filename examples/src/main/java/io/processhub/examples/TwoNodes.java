package io.processhub.examples;

import io.processhub.HubBuilder;
import io.processhub.ProcessHub;
import io.processhub.cluster.Node;
import io.processhub.cluster.NodeId;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.environment.Environment;
import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent;
import io.processhub.registry.Registration;
import io.processhub.spec.ProcessSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Two nodes in this JVM that reach only each other, each with the same hub. */
public final class TwoNodes implements AutoCloseable {
    private final EmbeddedNetwork network;
    private final List<ProcessHub> hubs;

    /**
     * Starts both, and waits until each has met the other.
     *
     * @param hubId of both
     * @param ownSettings applied to both builders
     */
    public TwoNodes(String hubId, UnaryOperator<HubBuilder> ownSettings) {
        var meetings = new CountDownLatch(2);
        Hook<HubEvent.NodeJoined> met = Hook.of("met", HubEvent.NodeJoined.class, joined -> meetings.countDown());
        UnaryOperator<HubBuilder> settings = hub -> ownSettings.apply(hub).hook(met);
        // tag::embedded[]
        network = EmbeddedNetwork.create(Environment.system());
        hubs = Stream.of("alpha", "beta")
                .map(name -> Node.join(network.open(name)))
                .map(node ->
                        settings.apply(ProcessHub.builder(hubId).node(node)).start())
                .toList();
        // end::embedded[]
        await(meetings);
    }

    private static void await(CountDownLatch meetings) {
        try {
            if (!meetings.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the two nodes have not met");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the two nodes met", interrupted);
        }
    }

    /** {@return the hubs on the nodes alpha and beta} */
    public List<ProcessHub> hubs() {
        return hubs;
    }

    /** Starts a process, and waits until both nodes know that it runs. */
    void startEverywhere(ProcessSpec<?> spec) {
        hubs.forEach(hub -> hub.ensure(spec).join());
    }

    /** Kills the node that hosts a process, and waits until the other one runs it. */
    ProcessHub crashHostOf(ProcessSpec<?> spec) {
        NodeId host = hostOf(spec).node();
        ProcessHub survivor = hubs.stream()
                .filter(hub -> !hub.self().equals(host))
                .findFirst()
                .orElseThrow();
        var takenOver = new CompletableFuture<HubEvent>();
        survivor.addHook(Hook.of("taken over", HubEvent.ProcessStarted.class, started -> {
            if (started.node().equals(survivor.self())) { // not the first start, which hooks may still receive
                takenOver.complete(started);
            }
        }));
        // tag::crash[]
        network.crash(host);
        // end::crash[]
        takenOver.orTimeout(10, TimeUnit.SECONDS).join();
        return survivor;
    }

    /** Where the only instance of a process runs. */
    Registration.Copy hostOf(ProcessSpec<?> spec) {
        return hubs.getFirst().lookup(spec.id()).orElseThrow().instances().getFirst();
    }

    @Override
    public void close() {
        hubs.forEach(hub -> hub.close(Duration.ZERO));
    }
}
