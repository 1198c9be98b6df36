package io.processhub.jgroups;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loopback addresses with free ports. They lie below the range from which systems give ports to outgoing connections:
 * one of those might be given away before a node listens there.
 */
final class Ports {
    private static final Logger LOG = LoggerFactory.getLogger(Ports.class);
    private static final int FIRST = 12_000;
    private static final int COUNT = 18_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 97 % COUNT));

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
        for (int tries = 0; tries < COUNT; tries++) {
            int port = FIRST + NEXT.getAndIncrement() % COUNT;
            try {
                return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
            } catch (BindException taken) {
                LOG.debug("port {} is taken", port, taken);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        throw new IllegalStateException("no free port from " + FIRST + " to " + (FIRST + COUNT - 1));
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
