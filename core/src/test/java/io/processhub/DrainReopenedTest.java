package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.Cluster;
import io.processhub.cluster.Node;
import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A hub that is asked to leave is closed, and opened again on the same node at once: the new one must stay. */
final class DrainReopenedTest {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Hubs hubs = new Hubs();
    private final Recorder recorder = new Recorder(hubs.network.open("a"), new CopyOnWriteArrayList<>());
    private final Node here = Node.join(recorder);
    private final Node there = hubs.node("b");
    private final ProcessHub asking = hubs.keep(Hubs.builder(here).start());

    /** Remembers what was sent, so that it can come once more, late. */
    private record Recorder(Cluster cluster, List<byte[]> sent) implements Cluster {
        @Override
        public NodeId self() {
            return cluster.self();
        }

        @Override
        public void join(Listener listener) {
            cluster.join(listener);
        }

        @Override
        public void send(NodeId to, byte[] frame) {
            sent.add(frame.clone());
            cluster.send(to, frame);
        }

        @Override
        public int frameBytesMax() {
            return cluster.frameBytesMax();
        }

        @Override
        public void close() {
            cluster.close();
        }
    }

    @AfterEach
    void close() {
        hubs.close();
        here.close();
    }

    private ProcessHub open() {
        ProcessHub hub = hubs.keep(Hubs.builder(there).start());
        Eventually.holds(() -> assertThat(asking.nodes()).hasSize(2));
        return hub;
    }

    private static void assertClosed(ProcessHub hub) {
        Eventually.holds(() -> assertThat(hub.status().phase()).isEqualTo(HubStatus.Phase.CLOSED));
        Eventually.ends(hub.closeAsync(Duration.ZERO)); // the phase is published before the node is free again
    }

    @Test
    void whoAsksIsContentWithTheHubThatItMeant() {
        ProcessHub first = open();
        CompletableFuture<DrainResult> drained = asking.drain(first.self(), GRACE);
        assertClosed(first);
        ProcessHub second = open();

        assertThat(Eventually.ends(drained)).isEqualTo(new DrainResult.Left(first.self()));
        assertThat(second.status().phase()).isEqualTo(HubStatus.Phase.RUNNING);
    }

    @Test
    void whatWasMeantForTheFormerHubIsNotObeyed() {
        ProcessHub first = open();
        assertThat(Eventually.ends(asking.drain(first.self(), GRACE)).gone()).isTrue();
        List<byte[]> late = List.copyOf(recorder.sent());
        assertClosed(first);
        ProcessHub second = open();

        late.forEach(frame -> recorder.cluster().send(second.self(), frame.clone()));

        Hubs.run(second, ProcessType.of("echo", Object.class).spec("p")); // answered after what came before
        assertThat(second.status().phase()).isEqualTo(HubStatus.Phase.RUNNING);
        assertThat(asking.nodes()).hasSize(2);
    }
}
