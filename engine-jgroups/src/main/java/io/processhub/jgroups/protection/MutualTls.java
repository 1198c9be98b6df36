package io.processhub.jgroups.protection;

import java.io.IOException;
import java.net.Socket;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * TLS 1.3 in which both sides show a certificate. The key and the trusted certificates are looked up anew for each
 * connection.
 *
 * @param context the key and the trusted certificates of the next connection
 */
public record MutualTls(Supplier<SSLContext> context) implements Protection {
    private static final String[] PROTOCOLS = {"TLSv1.3"};

    @Override
    public boolean authenticates() {
        return true;
    }

    @Override
    public Socket outgoing() throws IOException {
        var socket = (SSLSocket) context.get().getSocketFactory().createSocket();
        socket.setEnabledProtocols(PROTOCOLS);
        return socket;
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
