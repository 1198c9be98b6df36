package io.processhub.jgroups;

import io.processhub.jgroups.logging.QuietLog;
import io.processhub.jgroups.protection.MutualTls;
import io.processhub.jgroups.protection.Protection;
import io.processhub.jgroups.reception.Guests;
import io.processhub.jgroups.reception.Nuisance;
import io.processhub.jgroups.reception.RareLog;
import io.processhub.jgroups.reception.Reception;
import io.processhub.jgroups.reception.Sockets;
import io.processhub.jgroups.sending.Outboxes;
import io.processhub.jgroups.sending.PeerBundler;
import java.io.DataInput;
import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jgroups.Address;
import org.jgroups.Message;
import org.jgroups.PhysicalAddress;
import org.jgroups.blocks.cs.Connection;
import org.jgroups.blocks.cs.TcpConnection;
import org.jgroups.blocks.cs.TcpConnectionNonBlocking;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.TCP;
import org.jgroups.util.AsciiString;
import org.jgroups.util.ByteArrayDataInputStream;
import org.jgroups.util.MessageBatch;
import org.jgroups.util.TLS;
import org.jgroups.util.TLSClientAuth;
import org.jgroups.util.Util;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A TCP transport for ports that strangers may reach. It never instantiates a class that the sender names: it counts
 * and drops such messages before reading them. Connections that do not belong to members cost little: their number,
 * their time and the length of their messages are bounded. A custom stack refers to it by its full class name in place
 * of {@code TCP}. It uses the same protocol as {@code TCP}. Fragmentation, compression and encryption protocols do not
 * work above it and are not needed: frames fit into one message, and {@code TCP} supports TLS.
 *
 * <p>Thread-safe to the same extent as the transport that it extends.
 */
public class StrictTcp extends TCP {
    private static final int BATCH_CAPACITY_MAX = 4_096;
    private static final int MESSAGE_BYTES_MIN = 7;

    /** A version and flags, which precede every message. */
    private static final int PREFIX_BYTES = 3;

    /** What a node that is no member may send at once: a view of a thousand members fits. */
    private static final int GUEST_FRAME_BYTES_MAX = 256 << 10;

    /** A longer frame is read into a buffer that grows with what arrives. */
    private static final int PIECE_BYTES = 64 << 10;

    private final LongAdder messagesRefused = new LongAdder();
    private final RareLog rareLog = new RareLog(LoggerFactory.getLogger(StrictTcp.class));
    private final Guests guests = new Guests(rareLog, connection -> member(connection.peerAddress()));

    /** Connections that this node closes to open them anew. */
    private final Set<Connection> reopened =
            Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

    private volatile Consumer<Throwable> deaf = failure -> {};
    private Protection protection = Protection.NONE;
    private @Nullable Reception reception;
    private @Nullable Outboxes outboxes;

    /** Creates a transport with the properties of {@code TCP}. */
    public StrictTcp() {
        id = ClassConfigurator.getProtocolId(TCP.class);
    }

    /** {@return the number of malformed or disallowed messages and batches since the start} */
    public final long messagesRefused() {
        return messagesRefused.sum();
    }

    /** Sets who is told once when this transport cannot accept connections any more. */
    final void whenDeaf(Consumer<Throwable> listener) {
        deaf = listener;
    }

    /** Sets how connections are protected, in place of the settings {@code tls} of a configuration. */
    final void protect(Protection by) {
        protection = by;
    }

    /**
     * Lets a member that stands still hold up only what is sent to it. In place of the setting
     * {@code non_blocking_sends}, with which each message costs one more thread.
     */
    final TCP isolateMembers() {
        setBundler(new PeerBundler(this::write));
        outboxes = new Outboxes((to, message) -> super.sendUnicast(to, message, 0, message.length));
        return this;
    }

    private boolean write(Address member, byte[] content, int offset, int bytes) throws Exception {
        PhysicalAddress peer = getPhysicalAddressFromCache(member);
        if (peer != null) {
            super.sendUnicast(peer, content, offset, bytes);
        }
        return peer != null;
    }

    @Override
    public void sendUnicast(PhysicalAddress to, byte[] content, int offset, int bytes) throws Exception {
        if (outboxes == null) {
            super.sendUnicast(to, content, offset, bytes);
        } else {
            outboxes.send(to, content, offset, bytes);
        }
    }

    /** {@return whether both sides of each connection are authenticated} */
    final boolean authenticates() {
        return protection.authenticates() || (tls.enabled() && tls.getClientAuth() == TLSClientAuth.NEED);
    }

    /** {@inheritDoc} */
    @Override
    public void start() throws Exception {
        if (tls.enabled()) {
            SSLContext context = tls.createContext();
            protect(new MutualTls(() -> context));
            tls = new TLS();
        }
        var sockets = new Sockets(protection);
        setSocketFactory(sockets);
        super.start();
        srv.log(new QuietLog(StrictTcp.class));
        reception = new Reception(sockets.door(), rareLog, this::introduce, failure -> deaf.accept(failure));
    }

    @Override
    protected void handleConnect() throws Exception {
        super.handleConnect();
        if (reception != null) {
            reception.open();
        }
    }

    @Override
    protected void handleDisconnect() {
        closeReception();
        super.handleDisconnect();
    }

    /** A channel that could not connect is stopped without being disconnected. */
    @Override
    public void stop() {
        closeReception();
        super.stop();
        if (outboxes != null) {
            outboxes.retain(peer -> false);
        }
    }

    private void closeReception() {
        if (reception != null) {
            reception.close();
        }
    }

    /** Reads which node has connected, as the acceptor of JGroups does. */
    private void introduce(Socket accepted) throws Exception {
        Socket protectedSocket = protection.incoming(accepted);
        TcpConnection connection = srv.nonBlockingSends()
                ? new TcpConnectionNonBlocking(protectedSocket, srv, srv.maxSendQueue())
                : new TcpConnection(protectedSocket, srv);
        connection.useLockToSend(srv.useLockToSend());
        srv.handleIncomingConnection(connection.peerAddress(), connection);
        guests.add(connection, accepted.getInetAddress());
    }

    private boolean member(Address peer) {
        return peer instanceof PhysicalAddress address && is_member.test(address);
    }

    /**
     * Suspects a member whose connection was closed, unless this node has closed it to open another one, or another one
     * to it is open: two nodes that connect to each other at the same moment close one of both connections.
     */
    @Override
    public void connectionClosed(Connection connection) {
        if (!reopened.remove(connection)
                && connection.peerAddress() != null
                && !srv.connectionEstablishedTo(connection.peerAddress())) {
            super.connectionClosed(connection);
        }
    }

    /**
     * Reads the whole message from the connection first, so that the rest of a rejected one is not read as the next
     * message, and in pieces, so that an announced length costs nothing until its bytes arrive.
     */
    @Override
    public void receive(Address sender, DataInput in, int length) throws Exception {
        if (length < 0 || (length > GUEST_FRAME_BYTES_MAX && !member(sender))) {
            rareLog.warn(Nuisance.OVERSIZED, length + " bytes from " + sender + ", which is no member");
            throw new IOException("a message of " + length + " bytes from " + sender + " is not allowed");
        }
        byte[] content = new byte[Math.min(length, PIECE_BYTES)];
        in.readFully(content);
        while (content.length < length) {
            int read = content.length;
            content = Arrays.copyOf(content, (int) Math.min(length, 2L * read));
            in.readFully(content, read, content.length - read);
        }
        take(sender, content);
    }

    /** What comes from this node itself: the sender may use the array again, and messages keep theirs. */
    @Override
    public void receive(Address sender, byte[] content, int offset, int length) {
        take(sender, Arrays.copyOfRange(content, offset, offset + length));
    }

    /** Refuses what ends before its first message, on which JGroups throws an unchecked exception. */
    private void take(Address sender, byte[] content) {
        if (content.length > PREFIX_BYTES) {
            super.receive(sender, content, 0, content.length);
        } else {
            refuse(new IOException("a frame of " + content.length + " bytes has no message"));
        }
    }

    /**
     * Closes the connections that no member uses. Which those are is decided here, while the view is installed: decided
     * later, it would be decided by a view that is no longer the newest. A connection leaves the table of connections
     * only when it is closed: a peer with a greater address refuses every new connection as long as it has one, so a
     * connection that is forgotten here but open there would make this member mute towards that peer.
     *
     * <p>Each one is closed on a thread of its own, because closing a full connection waits for a stopped member, and
     * would delay the view that excludes it.
     */
    @Override
    public void retainAll(Collection<Address> members) {
        if (outboxes != null) {
            outboxes.retain(peer -> members.contains(peer) || is_member.test(peer));
        }
        srv.forAllConnections((peer, connection) -> {
            if (!members.contains(peer) && !is_member.test((PhysicalAddress) peer)) {
                Thread.ofVirtual()
                        .name("processhub-jgroups-goodbye")
                        .start(() -> srv.closeConnection(connection, false));
            }
        });
    }

    /**
     * Closes the connection to a member; the next message to it opens another one. Afterwards this member also accepts
     * one that the other opens.
     */
    final void reopen(Address member) {
        PhysicalAddress peer = getPhysicalAddressFromCache(member);
        srv.forAllConnections((address, connection) -> {
            if (address.equals(peer)) {
                reopened.add(connection);
                Thread.ofVirtual()
                        .name("processhub-jgroups-reopen")
                        .start(() -> srv.closeConnection(connection, false));
            }
        });
    }

    @Override
    protected void handleSingleMessage(DataInput in, boolean multicast) {
        try {
            Message message = StrictMessages.read(frame(in));
            if (multicast || !unicastDestMismatch(message.getDest())) {
                msg_processing_policy.process(message, message.isFlagSet(Message.Flag.OOB));
                msg_stats.received(message);
            }
        } catch (IOException | ClassNotFoundException | RuntimeException refused) {
            refuse(refused);
        }
    }

    @Override
    protected void handleMessageBatch(DataInput input, boolean multicast) {
        try {
            FrameInput in = frame(input);
            Address destination = Util.readAddress(in);
            Address source = Util.readAddress(in);
            var regular = new Batch(destination, source, multicast, MessageBatch.Mode.REG);
            var urgent = new Batch(destination, source, multicast, MessageBatch.Mode.OOB);
            AsciiString cluster = clusterName(in);
            int count = in.readInt();
            in.expect(count, MESSAGE_BYTES_MIN);
            for (int i = 0; i < count; i++) {
                Message message = StrictMessages.read(in).setDest(destination);
                if (message.getSrc() == null) {
                    message.setSrc(source);
                }
                (message.isFlagSet(Message.Flag.OOB) ? urgent : regular).add(message, cluster, count - i);
            }
            process(urgent);
            process(regular);
        } catch (IOException | ClassNotFoundException | RuntimeException refused) {
            refuse(refused);
        }
    }

    /** The frame was read as a whole by {@link #receive(Address, DataInput, int)}. */
    private static FrameInput frame(DataInput in) {
        return new FrameInput((ByteArrayDataInputStream) in);
    }

    private static @Nullable AsciiString clusterName(FrameInput in) throws IOException {
        short length = in.readShort();
        if (length < 0) {
            return null;
        }
        in.expect(length, 1);
        byte[] name = new byte[length];
        in.readFully(name);
        return new AsciiString(name);
    }

    private void process(Batch batch) {
        MessageBatch messages = batch.messages;
        if (messages != null) {
            msg_stats.received(messages);
            processBatch(messages, batch.mode == MessageBatch.Mode.OOB);
        }
    }

    private void refuse(Exception reason) {
        messagesRefused.increment();
        rareLog.warn(Nuisance.MALFORMED, reason);
    }

    /** The messages of one mode, created with the first one. */
    private static final class Batch {
        private final Address destination;
        private final Address source;
        private final boolean multicast;
        private final MessageBatch.Mode mode;
        private @Nullable MessageBatch messages;

        Batch(Address destination, Address source, boolean multicast, MessageBatch.Mode mode) {
            this.destination = destination;
            this.source = source;
            this.multicast = multicast;
            this.mode = mode;
        }

        void add(Message message, @Nullable AsciiString cluster, int expected) {
            if (messages == null) {
                int capacity = Math.min(expected, BATCH_CAPACITY_MAX);
                messages = new MessageBatch(destination, source, cluster, multicast, mode, capacity);
            }
            messages.add(message);
        }
    }
}
