package io.processhub.wire;

import java.util.Arrays;

/** Numbers of a frame in their order. Grows with what was read, never to what was announced. Not thread-safe. */
final class Longs {
    private long[] values = new long[8];
    private int size;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    int size() {
        return size;
    }

    long at(int index) {
        return values[index];
    }
}
