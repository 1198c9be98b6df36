package io.processhub.console.node;

import io.processhub.console.input.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Free ports of the loopback address. They lie below the range from which systems give ports to outgoing connections:
 * one of those might be given away before a node listens there.
 */
public final class Ports {
    private static final Logger LOG = LoggerFactory.getLogger(Ports.class);
    private static final int FIRST = 12_000;
    private static final int COUNT = 18_000;

    /** Programs that look for ports at the same time begin at different ones. */
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 97 % COUNT));

    private Ports() {}

    /**
     * Finds some; all are held until the last one is known, so that they differ.
     *
     * @param count how many
     * @return that many ports, which are free now
     * @throws BadInputException when there are not so many
     */
    public static List<Integer> free(int count) {
        List<ServerSocket> sockets = Stream.generate(Ports::listen).limit(count).toList();
        List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
        sockets.forEach(Ports::close);
        return ports;
    }

    private static ServerSocket listen() {
        for (int tries = 0; tries < COUNT; tries++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            try {
                return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
            } catch (BindException taken) {
                LOG.debug("port {} is taken", port, taken);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        throw new BadInputException(
                "no port of 127.0.0.1 from " + FIRST + " to " + (FIRST + COUNT - 1) + " is free; end what uses them");
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
