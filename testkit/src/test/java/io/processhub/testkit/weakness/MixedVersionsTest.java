package io.processhub.testkit.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.HubBuilder;
import io.processhub.ProcessHub;
import io.processhub.cluster.Cluster;
import io.processhub.cluster.Node;
import io.processhub.cluster.NodeId;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.environment.Environment;
import io.processhub.process.ProcessType;
import io.processhub.spec.ProcessSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Versions that cannot run together, as when nodes send one another code or refuse a field that they do not know. What
 * goes over the wire here is data, and a later version may add to it.
 */
final class MixedVersionsTest {
    @TempDir
    private Path folder;

    /** An engine of a later version: all that it sends carries a field that earlier ones do not know. */
    private record LaterVersion(Cluster cluster) implements Cluster {
        /** Field 2,000, a number, 1. */
        private static final byte[] UNKNOWN = {(byte) 0x80, 0x7D, 1};

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
            boolean ofAHub = frame[0] == 0;
            byte[] longer = Arrays.copyOf(frame, frame.length + (ofAHub ? UNKNOWN.length : 0));
            System.arraycopy(UNKNOWN, 0, longer, frame.length, longer.length - frame.length);
            cluster.send(to, longer);
        }

        @Override
        public int frameBytesMax() {
            return cluster.frameBytesMax() - UNKNOWN.length;
        }

        @Override
        public void close() {
            cluster.close();
        }
    }

    /** Half of a cluster has been upgraded. */
    static final class RollingUpgrade implements Runnable {
        @Override
        public void run() {
            EmbeddedNetwork network = EmbeddedNetwork.create(Environment.system());
            try (Node earlier = Node.join(network.open("earlier"));
                    Node later = Node.join(new LaterVersion(network.open("later")));
                    ProcessHub here = builder(earlier).start();
                    ProcessHub there = builder(later).start()) {
                assertThat(there.nodes()).hasSize(2);
                for (int number = 0; number < 10; number++) {
                    ProcessSpec<?> spec = ProcessType.of("echo", Object.class).spec("p" + number);
                    there.start(spec).join();
                    here.ensure(spec).join();
                    assertThat(here.untyped(spec.id())
                                    .ask("hello", String.class)
                                    .join())
                            .isEqualTo("hello");
                    assertThat(there.untyped(spec.id())
                                    .ask("hello", String.class)
                                    .join())
                            .isEqualTo("hello");
                }
                assertThat(here.local()).isNotEmpty();
                assertThat(there.local()).isNotEmpty();
            }
        }

        private static HubBuilder builder(Node node) {
            return ProcessHub.builder("hub")
                    .node(node)
                    .synchronization(Scenes.GOSSIP)
                    .joinTimeout(Duration.ofSeconds(3))
                    .process(
                            ProcessType.of("echo", Object.class),
                            () -> message -> message.replyUntyped(message.body()));
        }
    }

    @Test
    void versionsRunTogether() {
        new RollingUpgrade().run();
    }

    @Test
    void aNodeThatRefusesUnknownFieldsStaysAlone() {
        Mutant.of(
                        folder,
                        "wire.PacketCodec",
                        "in.skip(); // a field of a later protocol",
                        "throw new IllegalArgumentException(\"an unknown field\");")
                .fails(RollingUpgrade.class);
    }
}
