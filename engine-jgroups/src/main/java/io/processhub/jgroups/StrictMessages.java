package io.processhub.jgroups;

import java.io.IOException;
import java.util.Set;
import org.jgroups.BaseMessage;
import org.jgroups.BytesMessage;
import org.jgroups.EmptyMessage;
import org.jgroups.Header;
import org.jgroups.LongMessage;
import org.jgroups.Message;
import org.jgroups.ObjectMessage;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.util.Digest;
import org.jgroups.util.MutableDigest;
import org.jgroups.util.SeqnoList;
import org.jgroups.util.SizeStreamable;
import org.jgroups.util.Util;

/**
 * Reads JGroups messages and never instantiates a class that the sender names. Stateless and thread-safe.
 *
 * <p>The reader of JGroups does so: an object message names a class or carries a serialized object; with the flag
 * «serialized», a retransmission request or stability message is deserialized later; an authentication header names a
 * class too. This reader accepts bytes, a number, an empty message, or one of the values that JGroups' reliable
 * protocols exchange, and only headers that the protocols of the default stack write. It rejects everything else before
 * reading it, and believes no announced size that exceeds what is left of the frame.
 */
final class StrictMessages {
    private static final int HEADERS_MAX = 32;
    private static final byte DESTINATION_FOLLOWS = 1;
    private static final byte SOURCE_FOLLOWS = 2;

    private static final short TRANSPORT_HEADER = 60;
    private static final short SEQNO_LIST = 15;
    private static final short DIGEST = 9;
    private static final short MUTABLE_DIGEST = 10;

    /**
     * As numbered in JGroups' {@code jg-magic-map.xml}: ping, verify suspect, membership, stability, flow control,
     * transport, heartbeat, merge, the reliable multicasts and unicasts of both generations, and the socket detector.
     * Fragmentation, compression and encryption are excluded on purpose: they wrap messages that their receiver would
     * read with the reader of JGroups.
     */
    static final Set<Short> HEADERS = Set.of(
            (short) 53,
            (short) 54,
            (short) 55,
            (short) 56,
            (short) 59,
            (short) 60,
            (short) 62,
            (short) 75,
            (short) 78,
            (short) 82,
            (short) 93,
            (short) 94,
            (short) 99,
            (short) 100);

    private StrictMessages() {}

    /**
     * Reads the next message, its type included.
     *
     * @throws IOException when it is malformed or not allowed
     * @throws ClassNotFoundException when it names an unknown kind of address
     */
    static Message read(FrameInput in) throws IOException, ClassNotFoundException {
        return read(in.readShort(), in);
    }

    /** Reads a message of a known type. */
    static Message read(short type, FrameInput in) throws IOException, ClassNotFoundException {
        BaseMessage message = empty(type);
        byte leading = in.readByte();
        message.setFlag(in.readShort(), false, false);
        if (message.isFlagSet(Message.Flag.SERIALIZED)) {
            throw new IOException("a serialized object is not allowed");
        }
        if ((leading & DESTINATION_FOLLOWS) != 0) {
            message.setDest(Util.readAddress(in));
        }
        if ((leading & SOURCE_FOLLOWS) != 0) {
            message.setSrc(Util.readAddress(in));
        }
        message.headers(headers(in));
        readPayload(message, in);
        Announced.check(message);
        return message;
    }

    private static BaseMessage empty(short type) throws IOException {
        return switch (type) {
            case Message.BYTES_MSG -> new BytesMessage();
            case Message.EMPTY_MSG -> new EmptyMessage();
            case Message.LONG_MSG -> new LongMessage();
            case Message.OBJ_MSG -> new ObjectMessage();
            default -> throw new IOException("a message of type " + type + " is not allowed");
        };
    }

    private static Header[] headers(FrameInput in) throws IOException, ClassNotFoundException {
        int count = in.readShort();
        if (count < 0 || count > HEADERS_MAX) {
            throw new IOException(count + " headers are not allowed");
        }
        var headers = new Header[Math.max(count, Util.DEFAULT_HEADERS)];
        for (int i = 0; i < count; i++) {
            short protocol = in.readShort();
            short kind = in.readShort();
            if (!HEADERS.contains(kind)) {
                throw new IOException("a header of kind " + kind + " is not allowed");
            }
            if (kind == TRANSPORT_HEADER) {
                in.expect(Math.max(in.peekShort(), 0), 1);
            }
            Header header = ClassConfigurator.create(kind);
            header.readFrom(in);
            headers[i] = header.setProtId(protocol);
        }
        return headers;
    }

    private static void readPayload(Message message, FrameInput in) throws IOException, ClassNotFoundException {
        switch (message) {
            case BytesMessage bytes -> readBytes(bytes, in);
            case ObjectMessage object -> readValue(object, in);
            default -> message.readPayload(in);
        }
    }

    /** A large message stays in the frame, which nothing else uses; of a small one, the frame would be kept with it. */
    private static void readBytes(BytesMessage message, FrameInput in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return;
        }
        in.expect(length, 1);
        if (length >= in.limit() / 2) {
            message.setArray(in.buffer(), in.position(), length);
            in.skipBytes(length);
        } else {
            byte[] content = new byte[length];
            in.readFully(content);
            message.setArray(content, 0, length);
        }
    }

    private static void readValue(ObjectMessage message, FrameInput in) throws IOException, ClassNotFoundException {
        if (in.readByte() == 0) {
            return;
        }
        short kind = in.readShort();
        SizeStreamable value = value(kind);
        if (kind == SEQNO_LIST) {
            Announced.checkSeqnos(in);
        } else {
            Announced.checkDigest(in);
        }
        value.readFrom(in);
        message.setObject(value);
    }

    private static SizeStreamable value(short kind) throws IOException {
        return switch (kind) {
            case SEQNO_LIST -> new SeqnoList();
            case DIGEST -> new Digest();
            case MUTABLE_DIGEST -> new MutableDigest();
            default -> throw new IOException("an object of kind " + kind + " is not allowed");
        };
    }
}
