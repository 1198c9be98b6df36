package io.processhub.jgroups.sending;

import java.io.DataOutput;
import java.io.IOException;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.util.ByteArrayDataOutputStream;
import org.jgroups.util.Util;

/**
 * A message of frames that a {@link Peer} has batched, made by the thread of that peer. In its array there is room for
 * the headers in front of the frames, so that a written message is not copied once more.
 */
final class PackedFrames extends BytesMessage {
    /** Far more than the headers of any stack take. */
    static final int HEADERS_BYTES_MAX = 256;

    private final Thread maker = Thread.currentThread();
    private final ByteArrayDataOutputStream head;

    /**
     * The frames begin after {@link #HEADERS_BYTES_MAX} bytes of the array.
     *
     * @param bytes how many they are
     * @param head what the peer writes headers with, those of one message at a time
     */
    PackedFrames(Address to, byte[] packed, int bytes, ByteArrayDataOutputStream head) {
        super(to, packed, HEADERS_BYTES_MAX, bytes);
        this.head = head;
    }

    /**
     * Writes the headers right in front of the frames.
     *
     * @return where the message begins in its array; negative when the headers are too long
     */
    int begin() throws IOException {
        head.position(0);
        Util.writeMessage(this, head, /* multicast= */ false);
        int begin = HEADERS_BYTES_MAX - head.position();
        if (begin >= 0) {
            System.arraycopy(head.buffer(), 0, getArray(), begin, head.position());
        }
        return begin;
    }

    /** {@return how many bytes the message has from there on} */
    int bytesFrom(int begin) {
        return HEADERS_BYTES_MAX - begin + getLength();
    }

    @Override
    public void writePayload(DataOutput out) throws IOException {
        if (out.equals(head)) {
            out.writeInt(getLength());
        } else {
            super.writePayload(out);
        }
    }

    /**
     * Whether its peer sends it now. When the receiver lacks it, another thread sends it again, which no member may
     * hold up.
     */
    boolean sentByPeer() {
        return Thread.currentThread().equals(maker);
    }
}
