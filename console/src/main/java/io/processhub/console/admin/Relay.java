package io.processhub.console.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands connections on to another address, each of the two being one of a network or a socket in the file system. So an
 * endpoint in another network namespace is reached, where the file system is the same. Thread-safe.
 */
public final class Relay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final int BUFFER_BYTES = 16 * 1024;

    private final ServerSocketChannel server;
    private final SocketAddress target;

    private Relay(ServerSocketChannel server, SocketAddress target) {
        this.server = server;
        this.target = target;
    }

    /**
     * Begins to listen.
     *
     * @param listen a file that does not exist yet, or an address, on port 0 with a free port
     * @param target where to connect to, for each connection
     * @return the open relay
     * @throws UncheckedIOException when it cannot listen there
     */
    public static Relay open(SocketAddress listen, SocketAddress target) {
        try {
            var relay = new Relay(
                    listen instanceof UnixDomainSocketAddress
                            ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                            : ServerSocketChannel.open(),
                    target);
            relay.server.bind(listen);
            Thread.ofVirtual().name("processhub-relay").start(relay::serve);
            return relay;
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    /**
     * Where it listens.
     *
     * @return its address in the network
     * @throws IllegalStateException when it listens in the file system
     */
    public InetSocketAddress address() {
        try {
            if (server.getLocalAddress() instanceof InetSocketAddress address) {
                return address;
            }
            throw new IllegalStateException("the relay listens in the file system");
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    private void serve() {
        try {
            while (server.isOpen()) {
                connect(server.accept());
            }
        } catch (ClosedChannelException closed) {
            LOG.debug("the relay to {} is closed", target);
        } catch (IOException broken) {
            LOG.warn("the relay to {} can accept no connection any more", target, broken);
        }
    }

    private void connect(SocketChannel caller) {
        Thread.ofVirtual().name("processhub-relay-connection").start(() -> {
            try (caller;
                    var callee = SocketChannel.open(target)) {
                Thread back = Thread.ofVirtual().name("processhub-relay-back").start(() -> pump(callee, caller));
                pump(caller, callee);
                back.join();
            } catch (IOException gone) {
                LOG.debug("nothing answers at {}", target, gone);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Until one of them ends; then the other end learns of it. */
    private static void pump(SocketChannel from, SocketChannel to) {
        var buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            to.shutdownOutput();
        } catch (IOException gone) {
            LOG.debug("a relayed connection broke", gone);
            close(from);
            close(to);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException stuck) {
            LOG.debug("a relayed connection does not close", stuck);
        }
    }

    /** Accepts no further connection. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException stuck) {
            throw new UncheckedIOException(stuck);
        }
    }
}
