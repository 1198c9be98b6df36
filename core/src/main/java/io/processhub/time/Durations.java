package io.processhub.time;

import java.time.Duration;

/**
 * Bounds the durations that users set, so that arithmetic on them cannot overflow: what is longer than 36,500 days,
 * such as {@link java.time.temporal.ChronoUnit#FOREVER}, counts as 36,500 days. Nanoseconds are counted in 64 bits,
 * which hold almost three times as much.
 */
public final class Durations {
    /** A hundred years, which no cluster lives. */
    public static final Duration MAX = Duration.ofDays(36_500);

    private static final Duration MIN = MAX.negated();

    private Durations() {}

    /**
     * Bounds a duration.
     *
     * @param value any
     * @return the duration; the longest one, forwards or backwards, when it is longer
     */
    public static Duration bounded(Duration value) {
        if (value.compareTo(MAX) > 0) {
            return MAX;
        }
        return value.compareTo(MIN) < 0 ? MIN : value;
    }

    /**
     * Bounds a duration that must be positive and belongs to nothing else.
     *
     * @param what it is, for the message, such as {@code "ask timeout"}
     * @param value any
     * @return the duration, or the longest one
     * @throws IllegalArgumentException when it is zero or negative
     */
    public static Duration positive(String what, Duration value) {
        return positive(what, value, "");
    }

    /**
     * Bounds a duration that must be positive.
     *
     * @param what it is, for the message, such as {@code "interval"}
     * @param value any
     * @param whose what it belongs to, with a blank before it, such as {@code " of Gossip"}
     * @return the duration, or the longest one
     * @throws IllegalArgumentException when it is zero or negative
     */
    public static Duration positive(String what, Duration value, String whose) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(what + " " + value + whose + " is not positive");
        }
        return bounded(value);
    }

    /**
     * Bounds the time for which something may go on before it is stopped.
     *
     * @param what it is, for the message, such as {@code "grace period"}
     * @param value any
     * @return the duration, or the longest one
     * @throws IllegalArgumentException when it is negative
     */
    public static Duration zeroOrMore(String what, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(what + " " + value + " is negative; use zero to stop at once");
        }
        return bounded(value);
    }
}
