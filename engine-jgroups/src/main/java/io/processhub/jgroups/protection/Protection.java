package io.processhub.jgroups.protection;

import java.io.IOException;
import java.net.Socket;

/** How connections between nodes are protected. Implementations are thread-safe. */
public interface Protection {
    /** Neither encrypted nor authenticated. */
    Protection NONE = new Protection() {
        @Override
        public boolean authenticates() {
            return false;
        }

        @Override
        public Socket outgoing() {
            return new Socket();
        }

        @Override
        public Socket incoming(Socket accepted) {
            return accepted;
        }
    };

    /** {@return whether both sides of a connection know who the other one is} */
    boolean authenticates();

    /**
     * Creates a socket that is not connected.
     *
     * @return the socket
     * @throws IOException when there can be none
     */
    Socket outgoing() throws IOException;

    /**
     * Protects an accepted connection; blocks until the other side is authenticated.
     *
     * @param accepted the connection
     * @return the connection to use in its place
     * @throws IOException when the other side is not authenticated
     */
    Socket incoming(Socket accepted) throws IOException;
}
