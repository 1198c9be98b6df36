package io.processhub.message.record;

import io.processhub.text.WellFormed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A growing buffer for encoded values. The counterpart of {@link Source}. Not thread-safe. */
final class Sink {
    /** The deepest nesting of records: deeper than realistic messages need, and far from a stack overflow. */
    static final int DEPTH_MAX = 100;

    private byte[] bytes = new byte[64];
    private int size;
    private int depth;

    int size() {
        return size;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** Appends the number of pieces, then the pieces in the order of their bytes. */
    void sorted(List<byte[]> pieces) {
        pieces.sort(Arrays::compareUnsigned);
        count(pieces.size());
        pieces.forEach(this::raw);
    }

    /** Removes and returns the bytes from offset {@code from} on. */
    byte[] cut(int from) {
        byte[] end = Arrays.copyOfRange(bytes, from, size);
        size = from;
        return end;
    }

    void octet(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    /** Appends a signed number in zigzag encoding: values near zero take fewer bytes. */
    void integer(long value) {
        varint((value << 1) ^ (value >> 63));
    }

    void count(int value) {
        varint(value);
    }

    private void varint(long value) {
        room(10);
        size = varintAt(size, value);
    }

    private int varintAt(int from, long value) {
        int at = from;
        long rest = value;
        for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
            bytes[at++] = (byte) (rest | 0x80);
        }
        bytes[at++] = (byte) rest;
        return at;
    }

    /** Appends the lowest {@code octets} bytes in little-endian order. */
    void fixed(long value, int octets) {
        room(octets);
        for (int i = 0; i < octets; i++) {
            bytes[size++] = (byte) (value >>> (8 * i));
        }
    }

    void bytes(byte[] value) {
        varint(value.length);
        raw(value);
    }

    void raw(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    void text(String value) {
        bytes(WellFormed.require("text", value).getBytes(StandardCharsets.UTF_8));
    }

    /** Begins a record whose length is not known yet. */
    int open() {
        if (++depth > DEPTH_MAX) {
            throw new IllegalArgumentException(
                    "more than " + DEPTH_MAX + " records are nested; send them as a list, or in several messages");
        }
        octet(0);
        return size;
    }

    /** Ends the record that began at {@code start}. Most records are short, so one byte was reserved for the length. */
    void close(int start) {
        depth--;
        int length = size - start;
        int more = (31 - Integer.numberOfLeadingZeros(length | 1)) / 7; // bytes beyond the first
        if (more > 0) {
            room(more);
            System.arraycopy(bytes, start, bytes, start + more, length);
            size += more;
        }
        varintAt(start - 1, length);
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), 2 * bytes.length));
        }
    }
}
