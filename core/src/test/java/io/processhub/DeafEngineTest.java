package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.Cluster;
import io.processhub.cluster.Node;
import io.processhub.cluster.NodeId;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.environment.Environment;
import io.processhub.logging.CapturedErrors;
import io.processhub.process.StartOptions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Goal: a hub whose engine cannot go on ends, so that others take over. Method: an engine that says so. */
final class DeafEngineTest {
    @RegisterExtension
    private final CapturedErrors errors = new CapturedErrors();

    private final Hubs hubs = new Hubs();
    private final AtomicReference<Cluster.Listener> ear = new AtomicReference<>();

    /** Passes everything on, and remembers who listens. */
    private record Engine(Cluster cluster, AtomicReference<Cluster.Listener> ear) implements Cluster {
        @Override
        public NodeId self() {
            return cluster.self();
        }

        @Override
        public void join(Listener listener) {
            ear.set(listener);
            cluster.join(listener);
        }

        @Override
        public void send(NodeId to, byte[] frame) {
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
    }

    @Test
    void othersTakeOverWhatRanBesideADeafEngine() {
        var network = EmbeddedNetwork.create(Environment.system());
        try (Node deaf = Node.join(new Engine(network.open("deaf"), ear));
                Node hearing = Node.join(network.open("hearing"))) {
            hubs.keep(Hubs.builder(deaf).start());
            var staying = hubs.keep(Hubs.builder(hearing).start());
            Eventually.holds(() -> assertThat(staying.nodes()).hasSize(2));
            Eventually.ends(staying.startAll(Hubs.specs(20, "echo"), StartOptions.STANDARD));

            ear.get().onEnd(new IOException("expected by this test"));

            Eventually.holds(() -> assertThat(staying.nodes()).containsExactly(staying.self()));
            Hubs.settle(List.of(staying));
            assertThat(staying.local()).hasSize(20);
            assertThat(errors.take()).singleElement().asString().contains("this hub ends here");
        }
    }
}
