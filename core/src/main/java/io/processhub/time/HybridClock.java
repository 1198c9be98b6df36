package io.processhub.time;

import java.time.Instant;

/**
 * A hybrid logical clock: it follows the wall clock, never decreases, and each reading is greater than every reading
 * that was made here or received before. A reading has milliseconds since 1970 in its upper 48 bits and a counter in
 * the lower 16. Not thread-safe; confined to the hub's thread.
 *
 * <p>A reading that is far ahead advances the clock for good, so {@link HubClock} bounds what is heard.
 *
 * @see <a href="https://cse.buffalo.edu/tech-reports/2014-04.pdf">Kulkarni et al., Logical Physical Clocks (2014)</a>
 */
public final class HybridClock {
    private static final int COUNTER_BITS = 16;

    private long last;

    /** Creates a clock without earlier readings. */
    public HybridClock() {}

    /**
     * Makes the next reading.
     *
     * @param now the present time
     * @return a reading greater than every reading made or received before
     */
    public long next(Instant now) {
        last = Math.max(last + 1, now.toEpochMilli() << COUNTER_BITS);
        return last;
    }

    /**
     * Converts a reading to wall-clock time.
     *
     * @param reading of this clock or of another one
     * @return the time, with a precision of one millisecond
     */
    public static Instant time(long reading) {
        return Instant.ofEpochMilli(millis(reading));
    }

    /** {@return the time of a reading, in milliseconds since 1970} */
    static long millis(long reading) {
        return reading >>> COUNTER_BITS;
    }

    /** {@return the greatest reading that was made here or received; 0 for none} */
    long last() {
        return last;
    }

    /**
     * Takes account of a reading that another clock made.
     *
     * @param reading of another clock
     */
    public void hear(long reading) {
        last = Math.max(last, reading);
    }
}
