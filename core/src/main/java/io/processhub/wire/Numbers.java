package io.processhub.wire;

/**
 * The numbers that a peer may send. Each is far below the end of its range, so that this node can count on from it.
 * Whatever is outside yields an {@link IllegalArgumentException}, which drops the frame.
 */
final class Numbers {
    /** Of a log; generations of logs and numbers of mail are counted like versions. */
    private static final long VERSION_MAX = 1L << 62;

    /** The largest reading of a hybrid clock: in 2201 years. */
    private static final long READING_MAX = Long.MAX_VALUE / 2;

    /** The largest number of milliseconds since 1970, which a reading has in its upper 48 bits. */
    private static final long MILLIS_MAX = READING_MAX >>> 16;

    /** Forwarding ends after a few hops; this many are a mistake. */
    private static final int HOPS_MAX = 1_000_000;

    private Numbers() {}

    static long version(long value) {
        return within("version", value, VERSION_MAX);
    }

    /** Checks the number of mail: 0 for mail without a number. */
    static long mail(long value) {
        return within("mail number", value, VERSION_MAX);
    }

    /** Checks the number of a question, which is counted like a version. */
    static long question(long value) {
        return within("question", value, VERSION_MAX);
    }

    static long reading(long value) {
        return within("clock reading", value, READING_MAX);
    }

    static long millis(long value) {
        return within("time in milliseconds", value, MILLIS_MAX);
    }

    static int hops(int value) {
        return (int) within("hops", value, HOPS_MAX);
    }

    /** Checks a number of copies or of milliseconds. */
    static int count(int value) {
        return (int) within("count", value, Integer.MAX_VALUE);
    }

    /** Checks a load, which must be no less than 0 and finite. */
    static double load(float value) {
        if (!(value >= 0) || Float.isInfinite(value)) {
            throw new IllegalArgumentException("load " + value + " is not a number from 0");
        }
        return value;
    }

    private static long within(String what, long value, long max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(what + " " + value + " is not between 0 and " + max);
        }
        return value;
    }
}
