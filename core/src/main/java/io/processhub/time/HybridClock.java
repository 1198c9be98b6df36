package io.processhub.time;

import java.time.Instant;

/**
 * A hybrid logical clock: follows the wall clock, never goes back, and is always ahead of every reading it has heard
 * of. A reading has milliseconds since 1970 in its upper 48 bits and a counter in the lower 16. Not thread-safe;
 * confined to the hub's thread.
 *
 * <p>A peer whose wall clock is far ahead drags every clock along; readings stay ordered, they only lose their meaning
 * as wall-clock time.
 *
 * @see <a href="https://cse.buffalo.edu/tech-reports/2014-04.pdf">Kulkarni et al., Logical Physical Clocks (2014)</a>
 */
public final class HybridClock {
    private static final int COUNTER_BITS = 16;

    private long last;

    /** A clock that has heard of no reading. */
    public HybridClock() {}

    /**
     * Makes the next reading.
     *
     * @param now the wall clock
     * @return greater than every reading made or heard of before
     */
    public long next(Instant now) {
        last = Math.max(last + 1, now.toEpochMilli() << COUNTER_BITS);
        return last;
    }

    /**
     * What a reading means as wall-clock time.
     *
     * @param reading of this clock or of another one
     * @return to the millisecond
     */
    public static Instant time(long reading) {
        return Instant.ofEpochMilli(reading >>> COUNTER_BITS);
    }

    /**
     * Hears of a reading that was made elsewhere.
     *
     * @param reading of another clock
     */
    public void hear(long reading) {
        last = Math.max(last, reading);
    }
}
