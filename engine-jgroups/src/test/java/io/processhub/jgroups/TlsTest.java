package io.processhub.jgroups;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.Cluster;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsTest {
    private static final String PASSWORD = "correct horse";

    private final List<InetSocketAddress> hosts = Ports.free(3);

    @TempDir
    private Path folder;

    @Test
    void onlyThoseWhoseCertificateIsTrustedBelongToTheCluster() throws Exception {
        Path trusted = keystore("trusted.p12");
        Path foreign = keystore("foreign.p12");
        var heardByA = new RecordingListener();
        var heardByB = new RecordingListener();
        var heardByStranger = new RecordingListener();
        var heardByUnencrypted = new RecordingListener();

        try (Cluster a = builder("a", 0).tls(trusted, trusted, PASSWORD).build();
                Cluster b = builder("b", 1).tls(trusted, trusted, PASSWORD).build()) {
            a.join(heardByA);
            b.join(heardByB);
            heardByA.viewOf("a", "b");
            a.send(b.self(), "secret".getBytes(UTF_8));
            assertThat(heardByB.frames.poll(10, TimeUnit.SECONDS))
                    .asString(UTF_8)
                    .isEqualTo("secret");

            try (Cluster stranger =
                    builder("c", 2).tls(foreign, foreign, PASSWORD).build()) {
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

    private JGroupsClusterBuilder builder(String name, int host) {
        return JGroupsCluster.tcp(name, hosts.get(host), hosts).joinTimeout(Duration.ofMillis(500));
    }

    /** Creates a key with a self-signed certificate, by the tool of the JDK. */
    private Path keystore(String name) throws IOException, InterruptedException {
        Path file = folder.resolve(name);
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "node",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=node",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        return file;
    }
}
