package io.processhub.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.processhub.logging.CapturedErrors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class NodeTest {
    private static final NodeId HERE = new NodeId("here", 1);
    private static final NodeId PEER = new NodeId("peer", 1);

    @RegisterExtension
    private final CapturedErrors errors = new CapturedErrors();

    private final Wire wire = new Wire();
    private final Node node = Node.join(wire);

    @Test
    void eachHubHearsItsOwnFrames() {
        var orders = new RecordingListener();
        var carts = new RecordingListener();
        node.open("orders", orders);
        node.open("carts", carts);

        wire.arrive(frame(0, "orders", "one"));
        wire.arrive(frame(0, "carts", "two"));

        assertThat(orders.heard).containsExactly("view 1", "peer#1: one");
        assertThat(carts.heard).containsExactly("view 1", "peer#1: two");
    }

    @Test
    void whatAChannelSendsArrivesAtTheSameHub() {
        Node.Channel channel = node.open("orders", new RecordingListener());

        channel.send(List.of(PEER), (".".repeat(channel.headerBytes()) + "one").getBytes(UTF_8));

        assertThat(wire.sent).containsExactly(frame(0, "orders", "one"));
    }

    @Test
    void aFrameForAHubThatDoesNotRunHereIsAnsweredWithAbsent() {
        wire.arrive(frame(0, "orders", "one"));

        assertThat(wire.sent).containsExactly(frame(1, "orders", ""));
        assertThat(node.framesDropped()).isZero();
    }

    @Test
    void anAbsentAnswerIsToldToItsHubAndNeverAnswered() {
        var orders = new RecordingListener();
        node.open("orders", orders);

        wire.arrive(frame(1, "orders", ""));
        wire.arrive(frame(1, "carts", ""));

        assertThat(orders.heard).containsExactly("view 1", "peer#1 absent");
        assertThat(wire.sent).isEmpty();
    }

    @Test
    void malformedFramesAreCountedAndDropped() {
        var orders = new RecordingListener();
        node.open("orders", orders);
        byte[] foreignKind = frame(2, "orders", "one");
        byte[] negativeKind = frame(-1, "orders", "one");
        byte[] longerThanItIs = {0, 7, 'o'};
        byte[] negativeLength = {0, -1, 'o'};
        var malformed = List.of(
                new byte[0], new byte[1], new byte[2], foreignKind, negativeKind, longerThanItIs, negativeLength);

        malformed.forEach(wire::arrive);

        assertThat(node.framesDropped()).isEqualTo(malformed.size());
        assertThat(orders.heard).containsExactly("view 1");
        assertThat(wire.sent).isEmpty();
    }

    @Test
    void aHubIdIsTakenUntilItsChannelIsClosed() {
        Node.Channel first = node.open("orders", new RecordingListener());
        assertThatIllegalStateException()
                .isThrownBy(() -> node.open("orders", new RecordingListener()))
                .withMessageContaining("orders")
                .withMessageContaining("here#1");

        first.close();
        var second = new RecordingListener();
        node.open("orders", second);
        first.close();
        wire.arrive(frame(0, "orders", "one"));

        assertThat(second.heard).containsExactly("view 1", "peer#1: one");
    }

    @Test
    void aClosedChannelHearsNothing() {
        var orders = new RecordingListener();
        node.open("orders", orders).close();

        wire.view(2);
        wire.arrive(frame(0, "orders", "one"));

        assertThat(orders.heard).containsExactly("view 1");
    }

    @Test
    void viewsAreToldToAllHubsAndALateOneIsNotHeardTwice() {
        var orders = new RecordingListener();
        node.open("orders", orders);

        wire.view(3);
        wire.view(2);

        assertThat(orders.heard).containsExactly("view 1", "view 3");
    }

    @Test
    void aListenerThatThrowsHarmsNeitherTheOthersNorItself() {
        var throwing = new RecordingListener();
        throwing.failure = new IllegalStateException("a listener that throws");
        var sound = new RecordingListener();
        node.open("orders", throwing);
        node.open("carts", sound);

        wire.view(2);
        throwing.failure = null;
        wire.view(3);

        assertThat(sound.heard).containsExactly("view 1", "view 2", "view 3");
        assertThat(throwing.heard).containsExactly("view 3");
        assertThat(errors.take()).hasSize(2).allMatch(error -> error.contains("'orders' threw"));
    }

    @Test
    void hubIdsThatDoNotFitAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> node.open("", new RecordingListener()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> node.open("ü".repeat(64), new RecordingListener()))
                .withMessageContaining("128 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> node.open("half \ud83d", new RecordingListener()))
                .withMessageContaining("surrogate");

        node.open("o".repeat(127), new RecordingListener()).send(List.of(PEER), new byte[129]);

        wire.arrive(wire.sent.getFirst());
        assertThat(node.framesDropped()).isZero();
    }

    @Test
    void aFrameThatDoesNotFitWithItsHeaderIsRefused() {
        Node.Channel channel = node.open("orders", new RecordingListener());

        int bytesMax = channel.headerBytes() + channel.frameBytesMax();
        channel.send(List.of(PEER), new byte[bytesMax]);

        assertThat(wire.sent.getFirst()).hasSize(wire.frameBytesMax());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> channel.send(List.of(PEER), new byte[bytesMax + 1]))
                .withMessageContaining("orders");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> channel.send(List.of(PEER), new byte[channel.headerBytes() - 1]))
                .withMessageContaining("orders");
    }

    @Test
    void theEngineIsClosedWithTheNode() {
        node.close();

        assertThat(wire.closed).isTrue();
    }

    private static byte[] frame(int kind, String hubId, String content) {
        byte[] text = ("kl" + hubId + content).getBytes(UTF_8);
        text[0] = (byte) kind;
        text[1] = (byte) hubId.length();
        return text;
    }

    /** An engine without a network: keeps what is sent and delivers what the test says, on the test's thread. */
    private static final class Wire implements Cluster {
        final List<byte[]> sent = new ArrayList<>();
        boolean closed;
        private @Nullable Listener listener;

        @Override
        public NodeId self() {
            return HERE;
        }

        @Override
        public void join(Listener listener) {
            this.listener = listener;
            view(1);
        }

        void view(long number) {
            listener().onView(new Cluster.View(number, HERE, List.of(HERE, PEER)));
        }

        void arrive(byte[] frame) {
            listener().onFrame(PEER, frame);
        }

        private Listener listener() {
            if (listener == null) {
                throw new IllegalStateException("not joined");
            }
            return listener;
        }

        @Override
        public void send(NodeId to, byte[] frame) {
            sent.add(frame);
        }

        @Override
        public int frameBytesMax() {
            return 1024;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Records the events of a hub. */
    private static final class RecordingListener implements Node.Listener {
        final List<String> heard = new ArrayList<>();

        @Nullable
        RuntimeException failure;

        @Override
        public void onView(Cluster.View view) {
            if (failure != null) {
                throw failure;
            }
            heard.add("view " + view.number());
        }

        @Override
        public void onFrame(NodeId from, byte[] frame) {
            heard.add(from + ": " + new String(frame, UTF_8));
        }

        @Override
        public void onAbsent(NodeId peer) {
            heard.add(peer + " absent");
        }
    }
}
