package io.processhub.jgroups;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.Cluster;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goal: with TLS, nothing of what nodes say to each other can be read on the way, on whichever port. Method: all
 * connections between two nodes lead through taps, since each node tells the others the address of its tap; without TLS
 * the same taps hear everything. A node listens on no port but the tapped one.
 */
final class ClearTextTest {
    private static final String SECRET = "the-secret-of-this-test";

    private final List<InetSocketAddress> ports = Ports.free(2);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingCanBeReadOnTheWayWithTls(boolean encrypted) throws Exception {
        Path store = Keystores.of(folder.resolve("node.p12"), "node");
        String tls = encrypted
                ? "tls.enabled=\"true\" tls.client_auth=\"NEED\" tls.keystore_path=\"%s\" tls.keystore_password=\"%s\""
                        .formatted(store, Keystores.PASSWORD)
                : "";
        try (var tapA = new Tap(ports.getFirst());
                var tapB = new Tap(ports.getLast());
                Cluster a = JGroupsCluster.custom("a", stack(ports.getFirst(), tapA, tapB, tls))
                        .build();
                Cluster b = JGroupsCluster.custom("b", stack(ports.getLast(), tapB, tapA, tls))
                        .build()) {
            exchangeSecrets(a, b);

            String heard = tapA.heard() + tapB.heard();
            assertThat(heard).isNotEmpty();
            assertThat(Stream.of(
                            SECRET, "processhub", a.self().toString(), b.self().toString()))
                    .allMatch(text -> heard.contains(text) != encrypted);
        }
    }

    private static void exchangeSecrets(Cluster a, Cluster b) throws InterruptedException {
        var heardByA = new RecordingListener();
        var heardByB = new RecordingListener();
        a.join(heardByA);
        b.join(heardByB);
        heardByA.viewOf("a", "b");
        heardByB.viewOf("a", "b");
        a.send(b.self(), SECRET.getBytes(US_ASCII));
        b.send(a.self(), SECRET.getBytes(US_ASCII));
        assertThat(heardByA.frames.poll(20, TimeUnit.SECONDS))
                .asString(US_ASCII)
                .isEqualTo(SECRET);
        assertThat(heardByB.frames.poll(20, TimeUnit.SECONDS))
                .asString(US_ASCII)
                .isEqualTo(SECRET);
    }

    private Path stack(InetSocketAddress bind, Tap own, Tap other, String tls) throws IOException {
        return Files.writeString(folder.resolve(bind.getPort() + ".xml"), """
                <config xmlns="urn:org:jgroups">
                  <io.processhub.jgroups.StrictTcp bind_addr="127.0.0.1" bind_port="%d" port_range="0"
                      external_addr="127.0.0.1" external_port="%d" enable_suspect_events="true"
                      diag.enabled="false" non_blocking_sends="true" %s/>
                  <TCPPING initial_hosts="127.0.0.1[%d]" port_range="0"/>
                  <MERGE3 min_interval="1000" max_interval="3000"/>
                  <FD_ALL3/>
                  <VERIFY_SUSPECT2/>
                  <pbcast.NAKACK2 use_mcast_xmit="false"/>
                  <UNICAST3/>
                  <pbcast.STABLE/>
                  <pbcast.GMS join_timeout="3000" print_local_addr="false"/>
                </config>
                """.formatted(
                bind.getPort(), own.address().getPort(), tls, other.address().getPort()));
    }

    @Test
    void aNodeListensOnOnePort() throws Exception {
        Set<Integer> before = listening();
        try (Cluster node = JGroupsCluster.tcp("a", ports.getFirst(), List.of()).build()) {
            node.join(new RecordingListener());
            Set<Integer> more = listening();
            more.removeAll(before);

            assertThat(more).containsExactly(ports.getFirst().getPort());
        }
    }

    /** The ports on which this process listens, as the kernel knows it. */
    private static Set<Integer> listening() throws IOException {
        Set<String> own = ownSockets();
        try (Stream<String> rows = Stream.of("tcp", "tcp6", "udp", "udp6").flatMap(ClearTextTest::table)) {
            return rows.map(row -> row.strip().split("\\s+"))
                    .filter(row -> row.length > 9 && own.contains("socket:[" + row[9] + "]"))
                    .filter(row -> row[3].equals("0A") || row[3].equals("07"))
                    .map(row -> Integer.parseInt(row[1].substring(row[1].indexOf(':') + 1), 16))
                    .collect(Collectors.toSet());
        }
    }

    private static Stream<String> table(String protocol) {
        try {
            return Files.readAllLines(Path.of("/proc/self/net", protocol)).stream();
        } catch (IOException noSuchProtocol) {
            return Stream.of();
        }
    }

    private static Set<String> ownSockets() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.map(ClearTextTest::target).collect(Collectors.toSet());
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
