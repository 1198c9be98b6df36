package io.processhub.jgroups;

import java.io.DataInput;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jgroups.Address;
import org.jgroups.Message;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.TCP;
import org.jgroups.util.AsciiString;
import org.jgroups.util.MessageBatch;
import org.jgroups.util.Util;
import org.jspecify.annotations.Nullable;

/**
 * TCP transport that never makes an object of a class that the sender names: such messages are counted and dropped
 * before they are read. A stack of one's own names it by its full class name where it would have named {@code TCP}. It
 * speaks the same protocol as {@code TCP}; fragmentation, compression and encryption protocols do not work above it,
 * and are not needed: frames fit, and {@code TCP} has TLS.
 *
 * <p>Thread-safe as the transport it extends.
 */
public class StrictTcp extends TCP {
    private static final int BATCH_CAPACITY_MAX = 4_096;
    private static final int LOG_EVERY = 1_000;

    private final LongAdder messagesRefused = new LongAdder();

    /** With the properties of {@code TCP}. */
    public StrictTcp() {
        id = ClassConfigurator.getProtocolId(TCP.class);
    }

    /** {@return how many messages and batches were malformed or refused since the start} */
    public final long messagesRefused() {
        return messagesRefused.sum();
    }

    /** {@inheritDoc} */
    @Override
    public void start() throws Exception {
        super.start();
        srv.log(new QuietLog(StrictTcp.class));
    }

    /**
     * Takes the whole message off the connection first, so that a refused one leaves nothing behind that is read next.
     */
    @Override
    public void receive(Address sender, DataInput in, int length) throws Exception {
        byte[] content = new byte[length];
        in.readFully(content);
        receive(sender, content, 0, length);
    }

    /**
     * Closes connections to those who left, off the thread that installs the view: the goodbye on a full connection
     * waits for a member that stands still, and the view that excludes it would wait too.
     */
    @Override
    public void retainAll(Collection<Address> members) {
        List<Address> current = List.copyOf(members);
        Thread.ofVirtual().name("processhub-jgroups-goodbye").start(() -> super.retainAll(current));
    }

    @Override
    protected void handleSingleMessage(DataInput in, boolean multicast) {
        try {
            Message message = StrictMessages.read(in);
            if (multicast || !unicastDestMismatch(message.getDest())) {
                msg_processing_policy.process(message, message.isFlagSet(Message.Flag.OOB));
                msg_stats.received(message);
            }
        } catch (IOException | ClassNotFoundException | RuntimeException refused) {
            refuse(refused);
        }
    }

    @Override
    protected void handleMessageBatch(DataInput in, boolean multicast) {
        try {
            Address destination = Util.readAddress(in);
            Address source = Util.readAddress(in);
            var regular = new Batch(destination, source, multicast, MessageBatch.Mode.REG);
            var urgent = new Batch(destination, source, multicast, MessageBatch.Mode.OOB);
            AsciiString cluster = clusterName(in);
            int count = in.readInt();
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

    private static @Nullable AsciiString clusterName(DataInput in) throws IOException {
        short length = in.readShort();
        if (length < 0) {
            return null;
        }
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

    /** Whoever sends garbage shall not fill the log as well. */
    private void refuse(Exception reason) {
        messagesRefused.increment();
        long refused = messagesRefused.sum();
        if (refused % LOG_EVERY == 1) {
            log.warn(
                    "%s: dropped %d messages so far that are malformed or not allowed; the latest: %s",
                    local_addr, refused, reason);
        }
    }

    /** Messages of one mode, collected once there is one. */
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
