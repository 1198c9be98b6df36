package io.processhub.bench.fleet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Free ports of the loopback address. */
final class Ports {
    /** Some engines take a second port a hundred or so higher. */
    private static final int PORT_MAX = 65_000;

    private Ports() {}

    /** All are held at the same time, so that they differ. */
    static List<Integer> free(int count) {
        var sockets = new ArrayList<ServerSocket>();
        var ports = new ArrayList<Integer>();
        try {
            while (ports.size() < count) {
                var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                sockets.add(socket);
                if (socket.getLocalPort() <= PORT_MAX) {
                    ports.add(socket.getLocalPort());
                }
            }
            for (ServerSocket socket : sockets) {
                socket.close();
            }
            return List.copyOf(ports);
        } catch (IOException none) {
            throw new BenchException("no free port on 127.0.0.1: " + none.getMessage(), none);
        }
    }
}
