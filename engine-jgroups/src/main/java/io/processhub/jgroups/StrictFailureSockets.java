package io.processhub.jgroups;

import java.io.DataInput;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;
import org.jgroups.Address;
import org.jgroups.Message;
import org.jgroups.blocks.cs.NioServer;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.util.ByteArrayDataInputStream;

/**
 * Failure detection by open sockets, as in {@code FD_SOCK2}. Its port is a second entry into the node, so its messages
 * are checked as strictly as those of {@link StrictTcp}. The port serves only for liveness and is not encrypted.
 */
public class StrictFailureSockets extends FD_SOCK2 {
    private static final int MESSAGE_BYTES_MAX = 4_096;

    private final LongAdder messagesRefused = new LongAdder();

    /** Creates a protocol with the properties of {@code FD_SOCK2}. */
    public StrictFailureSockets() {
        id = ClassConfigurator.getProtocolId(FD_SOCK2.class);
    }

    @Override
    protected NioServer createServer(int[] ports) {
        NioServer server = super.createServer(ports);
        server.setMaxLength(MESSAGE_BYTES_MAX);
        return server;
    }

    /** {@return the number of malformed or disallowed messages since the start} */
    public final long messagesRefused() {
        return messagesRefused.sum();
    }

    @Override
    public void receive(Address sender, DataInput in, int length) throws Exception {
        byte[] content = new byte[Math.clamp(length, 0, MESSAGE_BYTES_MAX)];
        in.readFully(content);
        try {
            StrictMessages.read(Message.EMPTY_MSG, new FrameInput(content, 0, content.length));
        } catch (IOException | ClassNotFoundException | RuntimeException refused) {
            messagesRefused.increment();
            log.debug("%s: dropped a message from %s: %s", local_addr, sender, refused);
            return;
        }
        super.receive(sender, new ByteArrayDataInputStream(content), content.length);
    }
}
