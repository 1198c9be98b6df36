package io.processhub.jgroups.protection;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS 1.3 in which both sides show a certificate. The key and the trusted certificates are looked up anew for each
 * connection.
 *
 * @param context the key and the trusted certificates of the next connection
 */
public record MutualTls(Supplier<SSLContext> context) implements Protection {
    private static final Logger LOG = LoggerFactory.getLogger(MutualTls.class);
    private static final String[] PROTOCOLS = {"TLSv1.3"};

    /** JGroups has none: a peer that accepts a connection but answers no handshake would block the sender for good. */
    private static final int HANDSHAKE_MILLIS_MAX = 5_000;

    @Override
    public boolean authenticates() {
        return true;
    }

    @Override
    public Socket outgoing() throws IOException {
        var socket = (SSLSocket) context.get().getSocketFactory().createSocket();
        socket.setEnabledProtocols(PROTOCOLS);
        socket.setSoTimeout(HANDSHAKE_MILLIS_MAX);
        socket.addHandshakeCompletedListener(done -> endLimit(socket));
        return socket;
    }

    /** Only the handshake has a limit; afterwards a peer may be silent as long as it likes. */
    private static void endLimit(SSLSocket socket) {
        try {
            socket.setSoTimeout(0);
        } catch (SocketException closed) {
            LOG.debug("a connection was closed right after its handshake", closed);
        }
    }

    @Override
    public Socket incoming(Socket accepted) throws IOException {
        var socket = (SSLSocket) context.get().getSocketFactory().createSocket(accepted, null, true);
        socket.setEnabledProtocols(PROTOCOLS);
        socket.setNeedClientAuth(true);
        socket.startHandshake();
        return socket;
    }
}
