package io.processhub.bench.contestant;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a node is.
 *
 * @param name of the node
 * @param index of the node among all, from 0
 * @param ports of all nodes on the loopback address, in order
 * @param hosts whether it may run processes
 * @param tls where keys are; empty for none
 */
public record Place(String name, int index, List<Integer> ports, boolean hosts, Optional<Tls> tls) {
    /** Files with keys, readable as PKCS #12. */
    public record Tls(Path keystore, Path truststore, String password) {}

    /** {@return its own port} */
    public int port() {
        return ports.get(index);
    }

    /** {@return its own address} */
    public InetSocketAddress address() {
        return address(port());
    }

    /** {@return the addresses of all nodes} */
    public List<InetSocketAddress> addresses() {
        return ports.stream().map(Place::address).toList();
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
