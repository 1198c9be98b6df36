package io.processhub.jgroups;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import org.jgroups.util.ExtendedUUID;
import org.jgroups.util.UUID;
import org.jgroups.util.Util;
import org.junit.jupiter.api.Test;

final class NodeAddressTest {
    @Test
    void anAddressCarriesItsNodeOverTheWire() throws Exception {
        var node = new NodeId("eu-1.rack:2_x".repeat(9), Long.MAX_VALUE);

        byte[] sent = Util.objectToByteBuffer(NodeAddress.of(node));

        ExtendedUUID received = Util.objectFromByteBuffer(sent);
        assertThat(NodeAddress.node(received)).contains(node);
    }

    @Test
    void twoAddressesOfANodeDiffer() {
        var node = new NodeId("a", 1);

        assertThat(NodeAddress.of(node)).isNotEqualTo(NodeAddress.of(node));
    }

    @Test
    void strangersHaveNoNode() {
        assertThat(NodeAddress.node(UUID.randomUUID())).isEmpty();
        assertThat(NodeAddress.node(ExtendedUUID.randomUUID())).isEmpty();
        assertThat(NodeAddress.node(carrying("a"))).isEmpty();
        assertThat(NodeAddress.node(carrying("a#"))).isEmpty();
        assertThat(NodeAddress.node(carrying("a#-1"))).isEmpty();
        assertThat(NodeAddress.node(carrying("#1"))).isEmpty();
        assertThat(NodeAddress.node(carrying("a#1x"))).isEmpty();
    }

    private static ExtendedUUID carrying(String text) {
        return ExtendedUUID.randomUUID().put("node", text.getBytes(UTF_8));
    }
}
