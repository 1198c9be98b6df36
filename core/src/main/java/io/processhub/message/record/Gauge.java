package io.processhub.message.record;

import org.jspecify.annotations.Nullable;

/**
 * Adds up how many bytes a value takes at most, without writing it. Gives up as soon as that is more than may be, or as
 * soon as something is met that cannot be written; then only the {@link Sink} knows.
 */
final class Gauge {
    /** More than the length of anything takes. */
    static final int LENGTH_BYTES_MAX = 5;

    /** The size of what cannot be written. */
    static final long NEVER = Long.MAX_VALUE / 2;

    private static final int CHARACTER_BYTES_MAX = 3;

    private long left;
    private int depth;

    Gauge(long bytesMax) {
        this.left = bytesMax;
    }

    void add(long bytes) {
        left -= bytes;
    }

    void text(String value) {
        add(LENGTH_BYTES_MAX + (long) CHARACTER_BYTES_MAX * value.length());
    }

    void enter() {
        if (++depth > Sink.DEPTH_MAX) {
            giveUp();
        }
        add(LENGTH_BYTES_MAX);
    }

    void leave() {
        depth--;
    }

    /** Adds a value that may be missing where none may be. */
    void add(Kind kind, @Nullable Object value) {
        if (value == null) {
            giveUp();
        } else if (fits()) {
            kind.measure(this, value);
        }
    }

    void giveUp() {
        left = -NEVER;
    }

    boolean fits() {
        return left >= 0;
    }
}
