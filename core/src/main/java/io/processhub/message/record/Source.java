package io.processhub.message.record;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;

/** Reads the output of a {@link Sink}. Rejects every length that exceeds the remaining bytes. Not thread-safe. */
final class Source {
    private final CodedInputStream in;
    private int depth;

    Source(byte[] bytes) throws IOException {
        in = CodedInputStream.newInstance(bytes);
        in.pushLimit(bytes.length);
    }

    boolean atEnd() throws IOException {
        return in.isAtEnd();
    }

    int remaining() {
        return in.getBytesUntilLimit();
    }

    int octet() throws IOException {
        return in.readRawByte() & 0xff;
    }

    boolean truth() throws IOException {
        int value = octet();
        if (value > 1) {
            throw new IOException("a boolean is 0 or 1, not " + value);
        }
        return value == 1;
    }

    long integer() throws IOException {
        return in.readSInt64();
    }

    long integer(long min, long max) throws IOException {
        long value = integer();
        if (value < min || value > max) {
            throw new IOException(value + " is not within " + min + " and " + max);
        }
        return value;
    }

    /** Reads a number of elements, each of which takes at least one byte. */
    int count() throws IOException {
        int count = in.readUInt32();
        if (count < 0 || count > remaining()) {
            throw new IOException(Integer.toUnsignedString(count) + " elements cannot be in " + remaining() + " bytes");
        }
        return count;
    }

    long fixed(int octets) throws IOException {
        return octets == Long.BYTES ? in.readRawLittleEndian64() : in.readRawLittleEndian32();
    }

    byte[] bytes() throws IOException {
        return in.readByteArray();
    }

    String text() throws IOException {
        return in.readStringRequireUtf8();
    }

    /** Begins a record and returns the argument for {@link #leave}. */
    int enter() throws IOException {
        if (++depth > Sink.DEPTH_MAX) {
            throw new IOException("more than " + Sink.DEPTH_MAX + " records are nested");
        }
        return in.pushLimit(in.readUInt32());
    }

    /** Ends a record and skips components that a newer sender has appended. */
    void leave(int outer) throws IOException {
        in.skipRawBytes(remaining());
        in.popLimit(outer);
        depth--;
    }
}
