package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ServiceTest {

    @Test
    void twoNodesOverTcpShareOneGreeter() throws IOException {
        var hosts = freeAddresses();
        try (var nodeA = Service.join("first", hosts.getFirst(), hosts);
                var a = Service.open(nodeA);
                var nodeB = Service.join("second", hosts.getLast(), hosts);
                var b = Service.open(nodeB)) {

            for (var hub : List.of(a, b)) {
                var greeter = hub.ref(Service.Greet.TYPE, "greeter");
                assertThat(greeter.ask(new Service.Greet("Ada")).join()).isEqualTo("Hello, Ada");
            }
            assertThat(b.nodes()).containsExactly(nodeA.self(), nodeB.self());
        }
    }

    /** Two loopback addresses; held open together, so that they differ. */
    private static List<InetSocketAddress> freeAddresses() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (var one = new ServerSocket(0, 1, loopback);
                var two = new ServerSocket(0, 1, loopback)) {
            return List.of(
                    new InetSocketAddress(loopback, one.getLocalPort()),
                    new InetSocketAddress(loopback, two.getLocalPort()));
        }
    }
}
