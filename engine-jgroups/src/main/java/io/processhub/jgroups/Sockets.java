package io.processhub.jgroups;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import org.jgroups.util.DefaultSocketFactory;
import org.jspecify.annotations.Nullable;

/** The sockets of a transport, protected or not. Thread-safe. */
final class Sockets extends DefaultSocketFactory {
    private final Protection protection;
    private volatile @Nullable Door door;

    Sockets(Protection protection) {
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

    /** The door that was created last. */
    Door door() {
        Door opened = door;
        if (opened == null) {
            throw new IllegalStateException("the transport has no server socket yet");
        }
        return opened;
    }
}
