package io.processhub.jgroups.sending;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jgroups.Address;
import org.jgroups.util.ByteArrayDataOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Collects several frames in one message: each is preceded by its length in four bytes, big-endian. Not thread-safe.
 */
public final class FrameBatch {
    /**
     * The size of a full batch, which fits into one packet of the transport's bundler; a larger frame is sent alone.
     */
    private static final int BYTES_AIM = 60_000;

    private static final int BYTES_MIN = 1 << 10;

    private static final int BEGIN = PackedFrames.HEADERS_BYTES_MAX;

    private byte[] packed;
    private int bytes;
    private int frames;

    /** Has room for as many bytes at first, or for few. */
    FrameBatch(int bytes) {
        packed = new byte[BEGIN + Math.max(BYTES_MIN, bytes)];
    }

    void add(byte[] frame) {
        int more = Integer.BYTES + frame.length;
        int end = BEGIN + bytes + more;
        if (end > packed.length) {
            packed = Arrays.copyOf(packed, Math.max(end, Math.min(2 * packed.length, BEGIN + BYTES_AIM)));
        }
        ByteBuffer.wrap(packed, end - more, more).putInt(frame.length).put(frame);
        bytes += more;
        frames++;
    }

    boolean hasRoomFor(byte[] frame) {
        return bytes == 0 || bytes + Integer.BYTES + frame.length <= BYTES_AIM;
    }

    /** With their lengths. */
    int bytes() {
        return bytes;
    }

    int frames() {
        return frames;
    }

    /** Without their lengths. */
    int frameBytes() {
        return bytes - frames * Integer.BYTES;
    }

    /** Returns the message of all added frames; afterwards no frame may be added. */
    PackedFrames message(Address to, ByteArrayDataOutputStream headers) {
        return new PackedFrames(to, packed, bytes, headers);
    }

    /**
     * Unpacks a message.
     *
     * @param packed the message
     * @return the frames in their order, parts of the message; {@code null} when that is not well formed
     */
    public static @Nullable List<ByteBuffer> unpack(ByteBuffer packed) {
        var frames = new ArrayList<ByteBuffer>();
        while (packed.remaining() >= Integer.BYTES) {
            int length = packed.getInt();
            if (length < 0 || length > packed.remaining()) {
                return null;
            }
            frames.add(packed.slice(packed.position(), length));
            packed.position(packed.position() + length);
        }
        return packed.hasRemaining() ? null : frames;
    }
}
