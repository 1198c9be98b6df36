package io.processhub.jgroups;

import java.io.DataInput;
import java.io.IOException;
import org.jgroups.Address;
import org.jgroups.Message;
import org.jgroups.blocks.cs.NioServer;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.util.ByteArrayDataInputStream;

/**
 * Failure detection by open sockets, as {@code FD_SOCK2}, whose port is a second door into the node: what comes through
 * it is checked as strictly as in {@link StrictTcp}. The port carries nothing but liveness and is not encrypted.
 */
public class StrictFailureSockets extends FD_SOCK2 {
    private static final int MESSAGE_BYTES_MAX = 4_096;

    /** With the properties of {@code FD_SOCK2}. */
    public StrictFailureSockets() {
        id = ClassConfigurator.getProtocolId(FD_SOCK2.class);
    }

    @Override
    protected NioServer createServer(int[] ports) {
        NioServer server = super.createServer(ports);
        server.setMaxLength(MESSAGE_BYTES_MAX);
        return server;
    }

    @Override
    public void receive(Address sender, DataInput in, int length) throws Exception {
        if (length < 0 || length > MESSAGE_BYTES_MAX) {
            throw new IOException("a message of " + length + " bytes is refused");
        }
        byte[] content = new byte[length];
        in.readFully(content);
        StrictMessages.read(Message.EMPTY_MSG, new ByteArrayDataInputStream(content));
        super.receive(sender, new ByteArrayDataInputStream(content), length);
    }
}
