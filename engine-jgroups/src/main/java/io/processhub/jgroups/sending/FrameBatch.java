package io.processhub.jgroups.sending;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jgroups.Address;
import org.jspecify.annotations.Nullable;

/**
 * Collects several frames in one message: each is preceded by its length in four bytes, big-endian. Not thread-safe.
 */
public final class FrameBatch {
    /**
     * The size of a full batch, which fits into one packet of the transport's bundler; a larger frame is sent alone.
     */
    private static final int BYTES_AIM = 60_000;

    private static final int BYTES_FIRST = 1 << 10;

    private byte[] packed = new byte[BYTES_FIRST];
    private int bytes;
    private int frames;

    FrameBatch() {}

    void add(byte[] frame) {
        int end = bytes + Integer.BYTES + frame.length;
        if (end > packed.length) {
            packed = Arrays.copyOf(packed, Math.max(end, Math.min(2 * packed.length, BYTES_AIM)));
        }
        ByteBuffer.wrap(packed, bytes, end - bytes).putInt(frame.length).put(frame);
        bytes = end;
        frames++;
    }

    boolean hasRoomFor(byte[] frame) {
        return bytes == 0 || bytes + Integer.BYTES + frame.length <= BYTES_AIM;
    }

    int frames() {
        return frames;
    }

    /** Without their lengths. */
    int frameBytes() {
        return bytes - frames * Integer.BYTES;
    }

    /** Returns the message of all added frames; afterwards no frame may be added. */
    PackedFrames message(Address to) {
        return new PackedFrames(to, packed, bytes);
    }

    /**
     * Unpacks a message.
     *
     * @param packed the message
     * @return the frames in their order; {@code null} when the message is not well formed
     */
    public static @Nullable List<byte[]> unpack(ByteBuffer packed) {
        var frames = new ArrayList<byte[]>();
        while (packed.remaining() >= Integer.BYTES) {
            int length = packed.getInt();
            if (length < 0 || length > packed.remaining()) {
                return null;
            }
            byte[] frame = new byte[length];
            packed.get(frame);
            frames.add(frame);
        }
        return packed.hasRemaining() ? null : frames;
    }
}
