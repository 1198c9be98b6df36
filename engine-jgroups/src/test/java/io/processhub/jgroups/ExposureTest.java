package io.processhub.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.processhub.cluster.Cluster;
import io.processhub.cluster.ClusterException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jgroups.JChannel;
import org.jgroups.stack.ProtocolStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Goal: no node is open to other machines unless its owner has said so. */
final class ExposureTest {
    private static final String STRICT = "io.processhub.jgroups.StrictTcp";

    @TempDir
    private Path folder;

    @Test
    void anAddressThatOthersReachNeedsTls() throws UnknownHostException {
        JGroupsClusterBuilder open = JGroupsCluster.tcp("a", elsewhere(), List.of());

        assertThatIllegalArgumentException()
                .isThrownBy(open::build)
                .withMessageContaining("without TLS")
                .withMessageContaining("insecure()");
    }

    @Test
    void whoeverSaysSoMayDoWithout() throws UnknownHostException {
        try (Cluster open =
                JGroupsCluster.tcp("a", elsewhere(), List.of()).insecure().build()) {
            assertThat(open.self().name()).isEqualTo("a");
        }
    }

    private static InetSocketAddress elsewhere() throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {10, 0, 0, 1}), 7800);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "TCP, ``, ``, deserializes",
                STRICT + ", ``, ``, does not authenticate",
                STRICT + ", `tls.enabled=\"true\"`, ``, does not authenticate",
                STRICT + ", `tls.enabled=\"true\" tls.client_auth=\"NEED\"`, <FD_SOCK2/>, FD_SOCK opens a port",
                STRICT + ", `tls.enabled=\"true\" tls.client_auth=\"NEED\"`, ``, diagnostics"
            })
    void aStackOfOnesOwnObeysTheSameRule(String transport, String tls, String more, String reason) throws Exception {
        Path xml = stack(transport, tls, more);

        try (var channel = new JChannel(xml.toString())) {
            ProtocolStack protocols = channel.getProtocolStack();
            protocols.getTransport().setBindAddress(elsewhere().getAddress());

            assertThatExceptionOfType(ClusterException.class)
                    .isThrownBy(() -> Exposure.refuseOpen(xml, protocols))
                    .withMessageContaining("open to strangers")
                    .withMessageContaining(reason);
        }
    }

    /** A channel that was only made does not listen yet. */
    @Test
    void aNodeMakesNoChannelOfAnOpenStackOfItsOwn() throws Exception {
        Optional<InetAddress> reachable = OwnAddress.local().stream()
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .findFirst();
        assumeThat(reachable).as("an address that others could reach").isPresent();
        Path xml = stack(STRICT, "", "");
        Files.writeString(
                xml, Files.readString(xml).replace("127.0.0.1", reachable.get().getHostAddress()));

        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(() -> new Stack.Custom(xml, /* insecure= */ false).channel())
                .withMessageContaining("open to strangers");
        try (JChannel insecure = new Stack.Custom(xml, /* insecure= */ true).channel()) {
            assertThat(insecure.isConnected()).isFalse();
        }
    }

    @Test
    void aStackOfOnesOwnOnALoopbackAddressJoins() throws Exception {
        var heard = new RecordingListener();
        try (Cluster node = JGroupsCluster.custom("a", stack(STRICT, "", "")).build()) {
            node.join(heard);
            heard.viewOf("a");
        }
    }

    private Path stack(String transport, String tls, String more) throws IOException {
        return Files.writeString(folder.resolve("stack.xml"), """
                <config xmlns="urn:org:jgroups">
                  <%s bind_addr="127.0.0.1" bind_port="%d" port_range="0" %s/>
                  <TCPPING initial_hosts=""/>
                  <MERGE3/>
                  %s
                  <FD_ALL3/>
                  <VERIFY_SUSPECT2/>
                  <pbcast.NAKACK2 use_mcast_xmit="false"/>
                  <UNICAST3/>
                  <pbcast.STABLE/>
                  <pbcast.GMS join_timeout="300" print_local_addr="false"/>
                </config>
                """.formatted(
                        transport, Ports.free(1).getFirst().getPort(), tls, more));
    }
}
