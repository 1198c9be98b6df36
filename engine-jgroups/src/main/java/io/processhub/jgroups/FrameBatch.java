package io.processhub.jgroups;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Collects several frames in one message: each is preceded by its length in four bytes, big-endian. Not thread-safe.
 */
final class FrameBatch {
    /**
     * The size of a full batch, which fits into one packet of the transport's bundler; a larger frame is sent alone.
     */
    private static final int BYTES_AIM = 60_000;

    private final List<byte[]> frames = new ArrayList<>();
    private int bytes;

    void add(byte[] frame) {
        frames.add(frame);
        bytes += Integer.BYTES + frame.length;
    }

    boolean hasRoomFor(byte[] frame) {
        return bytes + Integer.BYTES + frame.length <= BYTES_AIM;
    }

    /** Returns the message of all added frames and empties this batch. */
    byte[] drain() {
        ByteBuffer packed = ByteBuffer.allocate(bytes);
        frames.forEach(frame -> packed.putInt(frame.length).put(frame));
        frames.clear();
        bytes = 0;
        return packed.array();
    }

    /**
     * Unpacks a message.
     *
     * @return whether the message was well formed; the frames before a malformed one have been passed on
     */
    static boolean unpack(ByteBuffer packed, Consumer<byte[]> receiver) {
        while (packed.remaining() >= Integer.BYTES) {
            int length = packed.getInt();
            if (length < 0 || length > packed.remaining()) {
                return false;
            }
            byte[] frame = new byte[length];
            packed.get(frame);
            receiver.accept(frame);
        }
        return !packed.hasRemaining();
    }
}
