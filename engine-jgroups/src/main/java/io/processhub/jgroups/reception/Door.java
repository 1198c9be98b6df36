package io.processhub.jgroups.reception;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;

/**
 * The listening socket of a node. JGroups accepts connections and lets them introduce themselves on one thread, which a
 * silent stranger holds up and an error ends for good; so its {@link #accept()} gets none, and a {@link Reception}
 * takes them. Thread-safe.
 */
public class Door extends ServerSocket {
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Creates an unbound socket.
     *
     * @throws IOException when there can be none
     */
    public Door() throws IOException {
        // Only the superclass has something to do, which may fail.
    }

    /** Returns nothing: blocks until this socket is closed. */
    @Override
    public Socket accept() throws IOException {
        try {
            closed.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        throw new SocketException("closed");
    }

    /** Waits for the next connection. */
    Socket take() throws IOException {
        return super.accept();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        super.close();
    }
}
