package io.processhub.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.processhub.fuzz.Cost;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jgroups.Address;
import org.jgroups.Header;
import org.jgroups.Message;
import org.jgroups.PhysicalAddress;
import org.jgroups.View;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.PingData;
import org.jgroups.protocols.PingHeader;
import org.jgroups.protocols.TP;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.JoinRsp;
import org.jgroups.stack.IpAddress;
import org.jgroups.stack.MessageProcessingPolicy;
import org.jgroups.util.ByteArrayDataInputStream;
import org.jgroups.util.MessageBatch;
import org.jgroups.util.UUID;
import org.jgroups.util.Util;

/**
 * Goal: a frame from a socket is messages, or it is refused; neither the frame nor what the protocols read of the
 * messages costs more than its length. Method: the transport of a node without a channel.
 */
final class FramesFuzzTest {
    static final Address RECEIVER = new UUID(3, 4);

    private static final PhysicalAddress STRANGER = new IpAddress(9);

    @FuzzTest
    void aFrameIsMessagesOrRefused(byte[] frame) {
        Cost.bounded(frame, () -> received(frame).forEach(FramesFuzzTest::read));
    }

    static List<Message> received(byte[] frame) {
        var transport = new Ear();
        transport.receive(STRANGER, frame, 0, frame.length);
        return transport.received;
    }

    /** Reads the content as JGroups' protocols do, which catch every exception. */
    private static void read(Message message) {
        if (!message.hasArray()) {
            return;
        }
        for (Header header : message.getHeaders().values()) {
            try {
                read(header, message);
            } catch (IOException | ClassNotFoundException | RuntimeException refused) {
                assertThat(refused).isNotNull();
            }
        }
    }

    private static void read(Header header, Message message) throws IOException, ClassNotFoundException {
        var in = new ByteArrayDataInputStream(message.getArray(), message.getOffset(), message.getLength());
        switch (header) {
            case PingHeader ignored -> {
                for (int left = in.readInt(); left > 0; left--) {
                    new PingData().readFrom(in);
                }
            }
            case MERGE3.MergeHeader ignored -> Util.readStreamable(View::new, in);
            case GMS.GmsHeader membership -> read(membership.getType(), message, in);
            default -> {
                // The other headers belong to protocols that read no structure from the content.
            }
        }
    }

    private static void read(byte type, Message message, ByteArrayDataInputStream in)
            throws IOException, ClassNotFoundException {
        switch (type) {
            case GMS.GmsHeader.JOIN_RSP -> Util.readStreamable(JoinRsp::new, in);
            case GMS.GmsHeader.MERGE_REQ -> Util.readAddresses(in, ArrayList<Address>::new);
            case GMS.GmsHeader.VIEW,
                    GMS.GmsHeader.MERGE_RSP,
                    GMS.GmsHeader.INSTALL_MERGE_VIEW,
                    GMS.GmsHeader.INSTALL_DIGEST,
                    GMS.GmsHeader.GET_DIGEST_RSP -> viewAndDigest(message);
            default -> Util.readViewId(in);
        }
    }

    private static void viewAndDigest(Message message) throws IOException {
        try {
            GMS._readViewAndDigest(message.getArray(), message.getOffset(), message.getLength());
        } catch (Exception refused) {
            throw new IOException(refused);
        }
    }

    /** Keeps what it has read instead of giving it to the protocols above. */
    private static final class Ear extends StrictTcp implements MessageProcessingPolicy {
        private final List<Message> received = new ArrayList<>();

        Ear() {
            msg_processing_policy = this;
            local_addr = RECEIVER;
            log_discard_msgs_version = false;
        }

        @Override
        public void init(TP transport) {
            assertThat(transport).isSameAs(this);
        }

        @Override
        public boolean loopback(Message message, boolean urgent) {
            return false;
        }

        @Override
        public boolean loopback(MessageBatch batch, boolean urgent) {
            return false;
        }

        @Override
        public boolean process(Message message, boolean urgent) {
            return received.add(message);
        }

        @Override
        public boolean process(MessageBatch batch, boolean urgent) {
            batch.forEach(received::add);
            return true;
        }

        @Override
        protected void processBatch(MessageBatch batch, boolean urgent) {
            process(batch, urgent);
        }
    }
}
