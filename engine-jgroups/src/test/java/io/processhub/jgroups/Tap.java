package io.processhub.jgroups;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes connections on to an address, and keeps a copy of all bytes that flow in both directions. */
final class Tap implements AutoCloseable {
    private final InetSocketAddress target;
    private final ServerSocket server;
    /** How many connections could not be passed on to their end, as when a node has closed. */
    private final AtomicInteger broken = new AtomicInteger();

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    Tap(InetSocketAddress target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::acceptAll);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /** Everything that was heard, a character for each byte. */
    String heard() {
        synchronized (heard) {
            return heard.toString(ISO_8859_1);
        }
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                connect(server.accept());
            } catch (IOException over) {
                broken.incrementAndGet();
            }
        }
    }

    /** Closes the near end when there is no far end, as a node that does not listen would. */
    private void connect(Socket near) throws IOException {
        try {
            var far = new Socket(target.getAddress(), target.getPort());
            pass(near, far);
            pass(far, near);
        } catch (IOException refused) {
            near.close();
            throw refused;
        }
    }

    private void pass(Socket from, Socket to) {
        Thread.ofVirtual().start(() -> {
            try (from;
                    to) {
                pass(from.getInputStream(), to.getOutputStream());
            } catch (IOException over) {
                broken.incrementAndGet();
            }
        });
    }

    private void pass(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[8_192];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            synchronized (heard) {
                heard.write(buffer, 0, count);
            }
            out.write(buffer, 0, count);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
