package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.Cluster;
import io.processhub.cluster.Node;
import io.processhub.cluster.NodeId;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.environment.Environment;
import io.processhub.wire.Nodes;
import io.processhub.wire.PacketCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Goal: no two mails to a receiver have the same number, also after the hub or its receiver was started again. */
final class NumberingMailSenderTest {
    private static final NodeId A = new NodeId("a", 5);
    private static final NodeId B = new NodeId("b", 5);

    private final Node node =
            Node.join(EmbeddedNetwork.create(Environment.system()).open());

    private record Deaf() implements Node.Listener {
        @Override
        public void onView(Cluster.View view) {}

        @Override
        public void onAbsent(NodeId peer) {}

        @Override
        public void onFrame(NodeId from, byte[] frame) {}
    }

    private Node.Channel channel() {
        return node.open("hub", new Deaf());
    }

    private static NumberingMailSender sender(Node.Channel channel) {
        return new NumberingMailSender(channel, new PacketCodec(new Nodes()));
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void eachReceiverHasItsOwnNumbers() {
        NumberingMailSender sender = sender(channel());

        assertThat(sender.nextNumber(A)).isEqualTo(1);
        assertThat(sender.nextNumber(A)).isEqualTo(2);
        assertThat(sender.nextNumber(B)).isEqualTo(1);
    }

    @Test
    void theNextIncarnationOfAReceiverContinuesTheNumbers() {
        NumberingMailSender sender = sender(channel());
        sender.nextNumber(A);

        assertThat(sender.nextNumber(new NodeId("a", 6))).isEqualTo(2);
    }

    @Test
    void aHubThatIsStartedAgainOnItsNodeGivesGreaterNumbers() {
        Node.Channel first = channel();
        long before = sender(first).nextNumber(A);
        first.close();

        assertThat(sender(channel()).nextNumber(A)).isGreaterThan(before + 1_000_000_000_000L);
    }
}
