package io.processhub.console.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Method: a relay to a file, and from there one to a server that returns what it reads. */
final class RelayTest {
    private static final InetSocketAddress FREE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    private Path folder;

    @Test
    void bytesGoThereAndBackAndSoDoTheirEnds() throws IOException {
        var file = UnixDomainSocketAddress.of(folder.resolve("socket"));
        byte[] sent = "x".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var near = Relay.open(file, server.getLocalSocketAddress());
                var far = Relay.open(FREE, file);
                var caller = connect(far)) {
            Thread.ofVirtual().start(() -> echo(server));
            var writer = Thread.ofVirtual().start(() -> write(caller, sent));

            assertThat(caller.getInputStream().readAllBytes()).isEqualTo(sent);
            assertThat(writer).isNotNull();
            assertThat(near).isNotSameAs(far);
        }
    }

    @Test
    void aCallerIsCutOffWhenTheTargetIsMissing() throws IOException {
        try (var relay = Relay.open(FREE, UnixDomainSocketAddress.of(folder.resolve("missing")));
                var caller = connect(relay)) {
            assertThat(caller.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static Socket connect(Relay relay) throws IOException {
        return new Socket(relay.address().getAddress(), relay.address().getPort());
    }

    private static void echo(ServerSocket server) {
        try (var connection = server.accept();
                InputStream from = connection.getInputStream()) {
            from.transferTo(connection.getOutputStream());
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static void write(Socket caller, byte[] bytes) {
        try {
            caller.getOutputStream().write(bytes);
            caller.shutdownOutput();
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
