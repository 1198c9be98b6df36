package io.processhub.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.Cluster;
import io.processhub.cluster.NodeId;
import io.processhub.console.certificate.CertificateFolder;
import io.processhub.jgroups.JGroupsCluster;
import io.processhub.jgroups.JGroupsClusterBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: the files that the command makes are those that nodes need, and others cannot read them. */
final class CertifyCommandTest {
    private static final long PATIENCE_SECONDS = 30;

    private final Screen screen = new Screen();
    private final List<InetSocketAddress> hosts = List.of(free(), free());

    @TempDir
    private Path folder;

    private static InetSocketAddress free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static final class Ear implements Cluster.Listener {
        private final BlockingQueue<Cluster.View> views = new LinkedBlockingQueue<>();

        @Override
        public void onView(Cluster.View view) {
            views.add(view);
        }

        @Override
        public void onFrame(NodeId from, byte[] frame) {
            assertThat(frame).isNotNull();
        }

        void hearsOf(int members) throws InterruptedException {
            Cluster.View view = views.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            while (view != null && view.members().size() != members) {
                view = views.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            assertThat(view).isNotNull();
        }
    }

    @Test
    void nodesWithTheFilesFormACluster() throws Exception {
        assertThat(screen.run("certify", "--certificates", folder.toString(), "a"))
                .isZero();
        assertThat(screen.run("certify", "--certificates", folder.toString(), "b"))
                .isZero();
        assertThat(screen.out())
                .contains("node a: give it", "keep " + folder.resolve("authority.p12") + " to yourself");

        var heard = new Ear();
        try (Cluster a = node("a", 0).build();
                Cluster b = node("b", 1).build()) {
            a.join(heard);
            b.join(new Ear());
            heard.hearsOf(2);
        }
    }

    @Test
    void nodesOfAnotherAuthorityDoNotBelongToIt() throws Exception {
        screen.run("certify", "--certificates", folder.toString(), "a");
        Path other = folder.resolve("other");
        screen.run("certify", "--certificates", other.toString(), "b");
        var heard = new Ear();
        var foreign = new CertificateFolder(other);

        try (Cluster a = node("a", 0).build();
                Cluster b = tcp("b", 1)
                        .tls(foreign.keystore("b"), foreign.truststore(), foreign.password())
                        .build()) {
            a.join(new Ear());
            b.join(heard);
            heard.hearsOf(1);
        }
    }

    private JGroupsClusterBuilder node(String name, int host) {
        var certificates = new CertificateFolder(folder);
        return tcp(name, host)
                .tls(certificates.keystore(name), certificates.truststore(), certificates.password())
                .allowedNames(Set.of("a", "b"));
    }

    private JGroupsClusterBuilder tcp(String name, int host) {
        return JGroupsCluster.tcp(name, hosts.get(host), hosts).joinTimeout(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"authority", "trusted"})
    void noNodeTakesTheFileOfSomethingElse(String name) throws IOException {
        screen.run("certify", "--certificates", folder.toString(), "a");
        Path file = folder.resolve(name + ".p12");
        byte[] before = Files.readAllBytes(file);

        assertThat(screen.run("certify", "--certificates", folder.toString(), name))
                .isNotZero();

        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void onlyTheOwnerReadsTheFiles() throws IOException {
        screen.run("certify", "--certificates", folder.toString(), "a");

        try (var files = Files.list(folder)) {
            assertThat(files)
                    .hasSize(4)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }
}
