package io.processhub.wire;

import io.processhub.text.WellFormed;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a message in Protocol Buffers format. The bytes may be a stranger's: no length is believed beyond
 * the message around it, and all that is not well-formed yields an {@link IllegalArgumentException}.
 *
 * <p>A message is read by a loop over {@link #next}, which switches over {@link #tag}, reads the fields that it knows,
 * and leaves all others to {@link #skip}. A message in a message is read between {@link #enter} and {@link #leave}. Not
 * thread-safe.
 */
final class Reader {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** As in Protocol Buffers' own reader; deeper ones would exhaust the stack. */
    private static final int GROUPS_MAX = 100;

    private final byte[] bytes;
    private final Names names;
    private int at;
    private int end;
    private int tag;

    Reader(byte[] bytes, Names names) {
        this(bytes, 0, bytes.length, names);
    }

    private Reader(byte[] bytes, int begin, int end, Names names) {
        this.bytes = bytes;
        this.names = names;
        this.at = begin;
        this.end = end;
    }

    /** Of what a buffer has from its position to its limit. */
    static Reader of(ByteBuffer frame, Names names) {
        if (frame.hasArray()) {
            int zero = frame.arrayOffset();
            return new Reader(frame.array(), zero + frame.position(), zero + frame.limit(), names);
        }
        byte[] copy = new byte[frame.remaining()];
        frame.get(frame.position(), copy);
        return new Reader(copy, names);
    }

    /** Goes to the next field of the message; false at its end. */
    boolean next() {
        if (at == end) {
            return false;
        }
        tag = count();
        if (tag >>> 3 == 0) {
            throw new IllegalArgumentException("a field without a number");
        }
        return true;
    }

    /** {@return the field that comes next, one of {@link Fields}} */
    int tag() {
        return tag;
    }

    // ---- messages in messages

    /** Begins a message and returns the argument for {@link #leave}. */
    int enter() {
        int length = length();
        int outer = end;
        end = at + length;
        return outer;
    }

    /** Ends a message, wherever in it the reader is. */
    void leave(int outer) {
        at = end;
        end = outer;
    }

    /** Reads a message all of whose fields are unknown, if it has any. */
    <T> T empty(T value) {
        int outer = enter();
        while (next()) {
            skip();
        }
        leave(outer);
        return value;
    }

    /**
     * Skips a message that can be read only when the rest of the one around it is known.
     *
     * @return the argument for {@link #back}
     */
    int later() {
        int place = at;
        skip();
        return place;
    }

    /** Goes back to a place in the same message. */
    Reader back(int place) {
        at = place;
        return this;
    }

    /** {@return where the reader is} */
    int place() {
        return at;
    }

    /**
     * Refuses a second message in a field for one: a reader might take either, or both together.
     *
     * @param former the first one; {@code null} for none
     */
    Reader once(@Nullable Object former) {
        if (former != null) {
            throw new IllegalArgumentException("field " + (tag >>> 3) + " has two messages");
        }
        return this;
    }

    /** Like {@link #once(Object)} for a message that is read later; 0 for none. */
    Reader once(int former) {
        return once(former == 0 ? null : Integer.valueOf(former));
    }

    // ---- values

    /** Reads an integer of 64 bits. */
    long number() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte part = one();
            value |= (long) (part & 0x7F) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than ten bytes");
    }

    /** Reads an integer of 64 bits that is as often below zero as above. */
    long signed() {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    /** Reads an integer of 32 bits; the upper bits of a longer one are dropped. */
    int count() {
        return at < end && bytes[at] >= 0 ? bytes[at++] : (int) number();
    }

    boolean truth() {
        return number() != 0;
    }

    long fixed64() {
        return (long) LONG.get(bytes, forward(Long.BYTES));
    }

    int fixed32() {
        return (int) INT.get(bytes, forward(Integer.BYTES));
    }

    double real() {
        return Double.longBitsToDouble(fixed64());
    }

    String text() {
        int length = length();
        return WellFormed.decode(bytes, forward(length), length);
    }

    /** Reads a text in place of what was in a builder before. */
    void text(StringBuilder target) {
        int length = length();
        int from = forward(length);
        target.setLength(0);
        for (int i = from; i < from + length; i++) {
            if (bytes[i] < 0) {
                target.setLength(0);
                target.append(WellFormed.decode(bytes, from, length));
                return;
            }
            target.append((char) bytes[i]);
        }
    }

    /** Reads a text that comes again and again: the same one is the same object as a rule. */
    String name() {
        int length = length();
        return names.decode(bytes, forward(length), length);
    }

    byte[] bytes() {
        int length = length();
        int from = forward(length);
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    /**
     * Reads a pair of a map.
     *
     * @param former the pairs before; not changed when there are none, because others share it then
     * @return the map with the pair
     */
    Map<String, String> pair(Map<String, String> former) {
        int outer = enter();
        String key = "";
        String value = "";
        while (next()) {
            switch (tag) {
                case Fields.Pair.KEY -> key = name();
                case Fields.Pair.VALUE -> value = text();
                default -> skip();
            }
        }
        leave(outer);
        Map<String, String> pairs = former.isEmpty() ? new TreeMap<>() : former;
        pairs.put(key, value);
        return pairs;
    }

    // ---- runs of numbers

    /** Reads a run of numbers of four bytes each. */
    void fixed32s(Longs values) {
        int outer = enter();
        while (at < end) {
            values.add(fixed32());
        }
        leave(outer);
    }

    /** Reads a run of numbers of eight bytes each. */
    void fixed64s(Longs values) {
        int outer = enter();
        while (at < end) {
            values.add(fixed64());
        }
        leave(outer);
    }

    /** Reads a run of numbers of any length. */
    void numbers(Longs values) {
        int outer = enter();
        while (at < end) {
            values.add(number());
        }
        leave(outer);
    }

    // ---- what is not known

    /** Skips the value of a field that a later version of the protocol added. */
    void skip() {
        skip(tag, 0);
    }

    private void skip(int field, int depth) {
        switch (field & 7) {
            case Fields.VARINT -> number();
            case Fields.I64 -> forward(Long.BYTES);
            case Fields.LEN -> forward(length());
            case Fields.I32 -> forward(Integer.BYTES);
            case Fields.GROUP -> skipGroup(field, depth + 1);
            default -> throw new IllegalArgumentException("a field of form " + (field & 7));
        }
    }

    private void skipGroup(int group, int depth) {
        if (depth > GROUPS_MAX) {
            throw new IllegalArgumentException("more than " + GROUPS_MAX + " groups in one another");
        }
        int close = group - Fields.GROUP + Fields.GROUP_END;
        while (next()) {
            if (tag == close) {
                return;
            }
            skip(tag, depth);
        }
        throw new IllegalArgumentException("a group without an end");
    }

    private byte one() {
        return bytes[forward(1)];
    }

    private int length() {
        int length = count();
        if (length < 0 || length > end - at) {
            throw new IllegalArgumentException(Integer.toUnsignedString(length) + " bytes cannot be in " + (end - at));
        }
        return length;
    }

    /** Returns where the next bytes begin, and goes behind them. */
    private int forward(int length) {
        if (length > end - at) {
            throw new IllegalArgumentException("the message ends within a value");
        }
        int from = at;
        at += length;
        return from;
    }
}
