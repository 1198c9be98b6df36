package io.processhub.jgroups;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Stream;

/** Loopback addresses with free ports. */
final class Ports {
    private Ports() {}

    /**
     * Returns distinct addresses; all ports are held open until the last one is known, so that none is returned twice.
     */
    static List<InetSocketAddress> free(int count) {
        List<ServerSocket> sockets = Stream.generate(Ports::listen).limit(count).toList();
        List<InetSocketAddress> addresses = sockets.stream()
                .map(socket -> new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort()))
                .toList();
        sockets.forEach(Ports::close);
        return addresses;
    }

    /** Returns the loopback address with a port in decimal digits. */
    static InetSocketAddress loopback(String port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
