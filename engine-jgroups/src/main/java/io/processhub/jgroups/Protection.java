package io.processhub.jgroups;

import java.io.IOException;
import java.net.Socket;

/** How connections between nodes are protected. Implementations are thread-safe. */
interface Protection {
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

    /** Whether both sides of a connection know who the other one is. */
    boolean authenticates();

    /** Creates a socket that is not connected. */
    Socket outgoing() throws IOException;

    /** Protects an accepted connection; blocks until the other side is authenticated, or throws. */
    Socket incoming(Socket accepted) throws IOException;
}
