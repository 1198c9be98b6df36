package io.processhub.jgroups;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Several frames in one message: each preceded by its length in four bytes, big-endian. Not thread-safe. */
final class FrameBatch {
    /** What fits into one packet of the transport's bundler; a frame above it travels alone. */
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

    /** Packs what was added and empties this batch. */
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
     * @return whether it was well formed; what came before the flaw has been passed on
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
