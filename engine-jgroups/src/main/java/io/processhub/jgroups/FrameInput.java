package io.processhub.jgroups;

import java.io.IOException;
import org.jgroups.util.ByteArrayDataInputStream;

/**
 * Reads a frame that has arrived and knows how much of it is left, so that no number in it makes the reader allocate
 * more than the frame can hold. Not thread-safe.
 */
final class FrameInput extends ByteArrayDataInputStream {
    /** Continues where another input stands; that one does not move. */
    FrameInput(ByteArrayDataInputStream rest) {
        this(rest.buffer(), rest.position(), rest.limit() - rest.position());
    }

    FrameInput(byte[] content, int offset, int length) {
        super(content, offset, length);
    }

    int remaining() {
        return limit - pos;
    }

    /** Rejects a number of elements that cannot follow in this frame, before anything is allocated for them. */
    void expect(long count, int bytesEachMin) throws IOException {
        if (count < 0 || count > remaining() / bytesEachMin) {
            throw new IOException(count + " elements of at least " + bytesEachMin + " bytes are announced, but "
                    + remaining() + " bytes are left");
        }
    }

    /** Looks at the next two bytes without reading them. */
    short peekShort() throws IOException {
        short value = readShort();
        pos -= Short.BYTES;
        return value;
    }

    @Override
    public String readUTF() throws IOException {
        expect(Short.toUnsignedInt(peekShort()), 1);
        return super.readUTF();
    }
}
