package io.processhub.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of a message in Protocol Buffers format. All is written twice: first it is only counted, so that
 * the array has its exact size, and the length of each message is known when it is to be written before its content.
 *
 * <p>As in Protocol Buffers a field with the value 0, or an empty one, is left out; a message never is. A message in a
 * message is written between {@link #begin} and {@link #end}. Not thread-safe.
 */
final class Writer {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final byte[] EMPTY = {};

    /** {@code null} while it is only counted. */
    private byte @Nullable [] bytes;

    private int at;

    /** Of the messages in messages, in the order in which they begin. */
    private int[] lengths = new int[8];

    private int message;

    /** {@return a message as bytes} */
    static byte[] bytes(Consumer<Writer> content) {
        var out = new Writer();
        content.accept(out);
        return out.bytesOf(0, content);
    }

    /** {@return how many bytes were written so far} */
    int size() {
        return at;
    }

    /**
     * Writes what was counted.
     *
     * @param start how many bytes before it are left free
     * @param content the same that was written before
     * @return the bytes
     */
    byte[] bytesOf(int start, Consumer<Writer> content) {
        byte[] target = new byte[start + at];
        bytes = target;
        at = start;
        message = 0;
        content.accept(this);
        if (at != target.length) {
            throw new IllegalStateException(at + " bytes were written after " + target.length + " were counted");
        }
        return target;
    }

    // ---- messages in messages

    /** Begins a message and returns the argument for {@link #end}. */
    int begin(int tag) {
        varint(tag);
        if (bytes != null) {
            varint(lengths[message]);
        } else {
            if (message == lengths.length) {
                lengths = Arrays.copyOf(lengths, 2 * message);
            }
            lengths[message] = at;
        }
        return message++;
    }

    /** Ends a message. */
    void end(int begun) {
        if (bytes == null) {
            lengths[begun] = at - lengths[begun];
            varint(lengths[begun]);
        }
    }

    /** A message without fields. */
    void empty(int tag) {
        end(begin(tag));
    }

    // ---- values

    /** An integer of 64 bits. */
    void number(int tag, long value) {
        if (value != 0) {
            varint(tag);
            varint(value);
        }
    }

    /** An integer of 64 bits that is as often below zero as above: near zero it is short. */
    void signed(int tag, long value) {
        number(tag, (value << 1) ^ (value >> (Long.SIZE - 1)));
    }

    /** An integer of 32 bits without a sign. */
    void count(int tag, int value) {
        number(tag, Integer.toUnsignedLong(value));
    }

    void truth(int tag, boolean value) {
        number(tag, value ? 1 : 0);
    }

    void fixed64(int tag, long value) {
        if (value != 0) {
            varint(tag);
            fixed64(value);
        }
    }

    void real(int tag, double value) {
        fixed64(tag, Double.doubleToRawLongBits(value));
    }

    void text(int tag, String value) {
        if (!value.isEmpty()) {
            element(tag, value);
        }
    }

    /** The end of a text. */
    void text(int tag, String value, int from) {
        if (from < value.length()) {
            element(tag, value, from);
        }
    }

    /** A text that is written although it may be empty: one of several. */
    void element(int tag, String value) {
        element(tag, value, 0);
    }

    private void element(int tag, String value, int from) {
        if (ascii(value, from)) {
            varint(tag);
            varint(value.length() - from);
            copy(value, from);
        } else {
            element(tag, value.substring(from).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static boolean ascii(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private void copy(String ascii, int from) {
        if (bytes != null) {
            for (int i = from; i < ascii.length(); i++) {
                bytes[at + i - from] = (byte) ascii.charAt(i);
            }
        }
        at += ascii.length() - from;
    }

    void elements(int tag, Collection<String> values) {
        if (values.isEmpty()) {
            return; // as most are; an iterator would be garbage
        }
        for (String value : values) {
            element(tag, value);
        }
    }

    void pairs(int tag, Map<String, String> pairs) {
        if (pairs.isEmpty()) {
            return; // as most are; the views of a map would be garbage
        }
        for (var each : pairs.entrySet()) {
            int pair = begin(tag);
            element(Fields.Pair.KEY, each.getKey());
            element(Fields.Pair.VALUE, each.getValue());
            end(pair);
        }
    }

    /** Bytes that are asked for only when they are written, because that copies them. */
    void bytes(int tag, int length, Supplier<byte[]> value) {
        if (length > 0) {
            varint(tag);
            varint(length);
            raw(length, bytes == null ? EMPTY : value.get());
        }
    }

    void bytes(int tag, byte[] value) {
        if (value.length > 0) {
            element(tag, value);
        }
    }

    /** Bytes that are written although there may be none. */
    void element(int tag, byte[] value) {
        varint(tag);
        varint(value.length);
        raw(value.length, value);
    }

    private void raw(int length, byte[] value) {
        if (bytes != null) {
            System.arraycopy(value, 0, bytes, at, length);
        }
        at += length;
    }

    /** A run of numbers of eight bytes each. */
    void fixed64s(int tag, List<Long> values) {
        if (!values.isEmpty()) {
            int run = begin(tag);
            values.forEach(this::fixed64);
            end(run);
        }
    }

    // ---- values without a field

    void varint(long value) {
        if (bytes == null) {
            at += (Long.SIZE + 6 - Long.numberOfLeadingZeros(value | 1)) / 7;
            return;
        }
        long rest = value;
        for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
            bytes[at++] = (byte) (rest | 0x80);
        }
        bytes[at++] = (byte) rest;
    }

    void fixed32(int value) {
        if (bytes != null) {
            INT.set(bytes, at, value);
        }
        at += Integer.BYTES;
    }

    void fixed64(long value) {
        if (bytes != null) {
            LONG.set(bytes, at, value);
        }
        at += Long.BYTES;
    }
}
