package io.processhub.jgroups.reception;

import io.processhub.jgroups.protection.Protection;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import org.jgroups.util.DefaultSocketFactory;
import org.jspecify.annotations.Nullable;

/** The sockets of a transport, protected or not. Thread-safe. */
public final class Sockets extends DefaultSocketFactory {
    private final Protection protection;
    private volatile @Nullable Door door;

    /**
     * Creates a factory.
     *
     * @param protection of all connections
     */
    public Sockets(Protection protection) {
        this.protection = protection;
    }

    @Override
    public Socket createSocket(String purpose) throws IOException {
        return protection.outgoing();
    }

    @Override
    public ServerSocket createServerSocket(String purpose) throws IOException {
        Door opened = new Door();
        door = opened;
        return opened;
    }

    /** {@return the door that was created last} */
    public Door door() {
        Door opened = door;
        if (opened == null) {
            throw new IllegalStateException("the transport has no server socket yet");
        }
        return opened;
    }
}
