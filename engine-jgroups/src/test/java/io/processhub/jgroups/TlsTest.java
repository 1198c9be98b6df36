package io.processhub.jgroups;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.processhub.cluster.Cluster;
import io.processhub.jgroups.protection.Certificates;
import io.processhub.jgroups.protection.MutualTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsTest {
    private final List<InetSocketAddress> hosts = Ports.free(3);

    @TempDir
    private Path folder;

    @Test
    void onlyThoseWhoseCertificateIsTrustedBelongToTheCluster() throws Exception {
        Path trusted = Keystores.of(folder.resolve("trusted.p12"), "node");
        Path foreign = Keystores.of(folder.resolve("foreign.p12"), "node");
        var heardByA = new RecordingListener();
        var heardByB = new RecordingListener();
        var heardByStranger = new RecordingListener();
        var heardByUnencrypted = new RecordingListener();

        try (Cluster a = builder("a", 0)
                        .tls(trusted, trusted, Keystores.PASSWORD)
                        .build();
                Cluster b = builder("b", 1)
                        .tls(trusted, trusted, Keystores.PASSWORD)
                        .build()) {
            a.join(heardByA);
            b.join(heardByB);
            heardByA.viewOf("a", "b");
            a.send(b.self(), "secret".getBytes(UTF_8));
            assertThat(heardByB.frames.poll(10, TimeUnit.SECONDS))
                    .asString(UTF_8)
                    .isEqualTo("secret");

            try (Cluster stranger =
                    builder("c", 2).tls(foreign, foreign, Keystores.PASSWORD).build()) {
                stranger.join(heardByStranger);
            }
            try (Cluster unencrypted = builder("c", 2).build()) {
                unencrypted.join(heardByUnencrypted);
            }
        }

        heardByStranger.viewOf("c");
        heardByUnencrypted.viewOf("c");
        assertThat(heardByB.views)
                .allSatisfy(view ->
                        assertThat(view.members()).noneMatch(node -> node.name().equals("c")));
    }

    @Test
    void aContextOfTheApplicationProtectsLikeFiles() throws Exception {
        Path trusted = Keystores.of(folder.resolve("trusted.p12"), "node");
        var heardByA = new RecordingListener();
        var contexts = new Certificates(trusted, trusted, Keystores.PASSWORD, Set.of());

        try (Cluster a = builder("a", 0).tls(contexts).build();
                Cluster b = builder("b", 1)
                        .tls(trusted, trusted, Keystores.PASSWORD)
                        .build()) {
            a.join(heardByA);
            b.join(new RecordingListener());
            heardByA.viewOf("a", "b");
        }

        assertThatIllegalStateException()
                .isThrownBy(() -> builder("c", 2).tls(contexts).allowedNames(Set.of("c")))
                .withMessageContaining("given as files");
    }

    @Test
    void whoTrustsAllButIsNotTrustedIsKeptOut() throws Exception {
        Path trusted = Keystores.of(folder.resolve("trusted.p12"), "node");
        Path foreign = Keystores.of(folder.resolve("foreign.p12"), "foreign");
        Path everyone = Keystores.trusting(folder.resolve("everyone.p12"), trusted, foreign);
        var heardByStranger = new RecordingListener();

        try (Cluster a =
                builder("a", 0).tls(trusted, trusted, Keystores.PASSWORD).build()) {
            a.join(new RecordingListener());
            try (Cluster stranger =
                    builder("c", 2).tls(foreign, everyone, Keystores.PASSWORD).build()) {
                stranger.join(heardByStranger);
                heardByStranger.viewOf("c");
            }
        }
        assertThat(heardByStranger.views).isEmpty();
    }

    @Test
    void onlyAllowedNamesBelongToTheCluster() throws Exception {
        Path a = Keystores.of(folder.resolve("a.p12"), "a");
        Path b = Keystores.of(folder.resolve("b.p12"), "b");
        Path c = Keystores.of(folder.resolve("c.p12"), "c");
        Path all = Keystores.trusting(folder.resolve("all.p12"), a, b, c);
        var heardByB = new RecordingListener();
        var heardByC = new RecordingListener();

        try (Cluster first = builder("a", 0)
                .tls(a, all, Keystores.PASSWORD)
                .allowedNames(Set.of("a", "b"))
                .build()) {
            first.join(new RecordingListener());
            try (Cluster third = builder("c", 2).tls(c, all, Keystores.PASSWORD).build()) {
                third.join(heardByC);
                heardByC.viewOf("c");
            }
            try (Cluster second =
                    builder("b", 1).tls(b, all, Keystores.PASSWORD).build()) {
                second.join(heardByB);
                heardByB.viewOf("a", "b");
            }
        }
        assertThat(heardByC.views).isEmpty();
    }

    @Test
    void aPeerThatAnswersNoHandshakeDoesNotBlockTheSender() throws Exception {
        Path store = Keystores.of(folder.resolve("node.p12"), "node");
        var protection = new MutualTls(new Certificates(store, store, Keystores.PASSWORD, Set.of()));

        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var socket = (SSLSocket) protection.outgoing()) {
            socket.connect(silent.getLocalSocketAddress());

            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(socket::startHandshake);
        }
    }

    @Test
    void whoeverShowsNoCertificateIsNotLetIn() throws Exception {
        Path store = Keystores.of(folder.resolve("node.p12"), "node");
        var protection = new MutualTls(new Certificates(store, store, Keystores.PASSWORD, Set.of()));

        try (var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var client = (SSLSocket) trusting(store).getSocketFactory().createSocket()) {
            client.connect(door.getLocalSocketAddress());
            Socket accepted = door.accept();
            Thread.ofVirtual().start(() -> greet(client));

            assertThatExceptionOfType(SSLException.class)
                    .isThrownBy(() -> protection.incoming(accepted))
                    .withMessageContaining("certificate");
        }
    }

    private static SSLContext trusting(Path store) throws Exception {
        var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(KeyStore.getInstance(store.toFile(), Keystores.PASSWORD.toCharArray()));
        var context = SSLContext.getInstance("TLS");
        context.init(null, trusted.getTrustManagers(), null);
        return context;
    }

    private static void greet(SSLSocket client) {
        try {
            client.startHandshake();
        } catch (IOException refused) {
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void replacedFilesAreUsedWithoutARestart() throws Exception {
        Path old = Keystores.of(folder.resolve("old.p12"), "node");
        Path renewed = Keystores.of(folder.resolve("renewed.p12"), "node");
        var heard = new RecordingListener();

        try (Cluster a = builder("a", 0).tls(old, old, Keystores.PASSWORD).build();
                Cluster b = builder("b", 1)
                        .tls(renewed, renewed, Keystores.PASSWORD)
                        .build()) {
            a.join(new RecordingListener());
            Keystores.replace(old, renewed);
            b.join(heard);

            heard.viewOf("a", "b");
        }
    }

    private JGroupsClusterBuilder builder(String name, int host) {
        return JGroupsCluster.tcp(name, hosts.get(host), hosts).joinTimeout(Duration.ofMillis(500));
    }
}
