package io.processhub.jgroups;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jgroups.Address;
import org.jgroups.Header;
import org.jgroups.Version;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TpHeader;
import org.jgroups.util.ByteArrayDataOutputStream;
import org.jgroups.util.UUID;
import org.jgroups.util.Util;
import org.jspecify.annotations.Nullable;

/**
 * Someone who reaches the port of a node and speaks as much of the engine's protocol as is needed to be read: a plain
 * socket, so that it can announce what no engine would.
 */
final class Stranger implements AutoCloseable {
    static final String CLUSTER = "processhub";

    private static final byte[] COOKIE = {'b', 'e', 'l', 'a'};
    private static final int IPV4_BYTES = 7;
    private static final byte SINGLE = 0;
    private static final byte SENDER_FOLLOWS = 2;
    private static final byte BOTH_FOLLOW = 3;

    private final Socket socket;
    private final DataOutputStream out;

    private Stranger(Socket socket) throws IOException {
        this.socket = socket;
        this.out = new DataOutputStream(socket.getOutputStream());
    }

    /** Connects and says nothing. */
    static Stranger silent(InetSocketAddress node) throws IOException {
        return new Stranger(new Socket(node.getAddress(), node.getPort()));
    }

    /** Connects and introduces itself as the node that listens at some port. */
    static Stranger introduced(InetSocketAddress node, int port) throws IOException {
        Stranger stranger = silent(node);
        stranger.out.write(COOKIE);
        stranger.out.writeShort(Version.version);
        stranger.out.writeShort(IPV4_BYTES);
        stranger.out.writeByte(node.getAddress().getAddress().length);
        stranger.out.write(node.getAddress().getAddress());
        stranger.out.writeShort(port);
        stranger.out.flush();
        return stranger;
    }

    /** Announces the length of a frame and sends nothing of it. */
    void announce(int length) throws IOException {
        out.writeInt(length);
        out.flush();
    }

    /** Sends a frame as it is. */
    void send(byte[] frame) throws IOException {
        out.writeInt(frame.length);
        out.write(frame);
        out.flush();
    }

    /** Whether the node has closed the connection; blocks until it does, or the time is over. */
    boolean closedWithin(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    /**
     * A frame with one message of an unknown sender, always the same, to all; the caller writes what follows its
     * headers.
     */
    static byte[] frame(short type, short protocol, Header header, Consumer<ByteArrayDataOutputStream> payload) {
        return frame(new Route(null, new UUID(1, 2)), type, protocol, header, payload);
    }

    /**
     * From whom a message is, and to whom.
     *
     * @param receiver {@code null} for all
     */
    record Route(@Nullable Address receiver, Address sender) {}

    /** A frame with one message. */
    static byte[] frame(
            Route route, short type, short protocol, Header header, Consumer<ByteArrayDataOutputStream> payload) {
        try {
            var out = new ByteArrayDataOutputStream(256);
            out.writeShort(Version.version);
            out.writeByte(SINGLE);
            out.writeShort(type);
            Address receiver = route.receiver();
            out.writeByte(receiver == null ? SENDER_FOLLOWS : BOTH_FOLLOW);
            out.writeShort(0);
            if (receiver != null) {
                Util.writeAddress(receiver, out);
            }
            Util.writeAddress(route.sender(), out);
            out.writeShort(2);
            write(ClassConfigurator.getProtocolId(TCP.class), new TpHeader(CLUSTER), out);
            write(protocol, header, out);
            payload.accept(out);
            return Arrays.copyOf(out.buffer(), out.position());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void write(short protocol, Header header, ByteArrayDataOutputStream out) throws IOException {
        out.writeShort(protocol);
        out.writeShort(header.getMagicId());
        header.writeTo(out);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
