package io.processhub.spec;

import io.processhub.time.Durations;
import java.time.Duration;

/**
 * How often one process may crash before it is parked, and how long to wait between its restarts. The wait doubles with
 * every crash in the window, from {@code delayMin} to {@code delayMax}, and is jittered by up to a quarter. A process
 * that exceeds the limit is parked on that node for {@code parkedFor} and tried on another one. Its neighbours notice
 * nothing. Immutable; begin with {@link #STANDARD} and change what should differ.
 *
 * @param restartsMax restarts allowed within the window; zero parks at the first crash
 * @param window how far back crashes count; positive; like the other durations at most 36,500 days
 * @param delayMin wait before the first restart; zero restarts at once
 * @param delayMax longest wait; at least {@code delayMin}
 * @param parkedFor how long this node leaves the process alone once the limit is exceeded; positive
 */
public record RestartLimit(int restartsMax, Duration window, Duration delayMin, Duration delayMax, Duration parkedFor) {

    /** Five restarts in 30 seconds, waiting 100 milliseconds to 10 seconds, then parked for a minute. */
    public static final RestartLimit STANDARD = new RestartLimit(
            5, Duration.ofSeconds(30), Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofMinutes(1));

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when one is out of its range
     */
    public RestartLimit {
        if (restartsMax < 0) {
            throw new IllegalArgumentException("restartsMax " + restartsMax + " is negative; use 0 for no restart");
        }
        if (!window.isPositive() || !parkedFor.isPositive()) {
            throw new IllegalArgumentException(
                    "window " + window + " and parkedFor " + parkedFor + " must be positive");
        }
        if (delayMin.isNegative() || delayMax.compareTo(delayMin) < 0) {
            throw new IllegalArgumentException(
                    "delays from " + delayMin + " to " + delayMax + " must satisfy 0 <= delayMin <= delayMax");
        }
        requireBounded("window", window);
        requireBounded("delayMax", delayMax);
        requireBounded("parkedFor", parkedFor);
    }

    /**
     * Another number of restarts.
     *
     * @param restarts allowed within the window; zero or more
     * @return a changed copy
     * @throws IllegalArgumentException when negative
     */
    public RestartLimit restartsMax(int restarts) {
        return new RestartLimit(restarts, window, delayMin, delayMax, parkedFor);
    }

    /**
     * Another window.
     *
     * @param span how far back crashes count; positive, at most 36,500 days
     * @return a changed copy
     * @throws IllegalArgumentException when it is out of its range
     */
    public RestartLimit window(Duration span) {
        return new RestartLimit(restartsMax, span, delayMin, delayMax, parkedFor);
    }

    /**
     * Other waits before a restart.
     *
     * @param first the wait before the first restart; zero or more
     * @param longest the wait doubles up to this; at least the first, at most 36,500 days
     * @return a changed copy
     * @throws IllegalArgumentException when one is out of its range
     */
    public RestartLimit delays(Duration first, Duration longest) {
        return new RestartLimit(restartsMax, window, first, longest, parkedFor);
    }

    /**
     * Another time in which the node leaves the process alone.
     *
     * @param span counts from the crash that exceeded the limit; positive, at most 36,500 days
     * @return a changed copy
     * @throws IllegalArgumentException when it is out of its range
     */
    public RestartLimit parkedFor(Duration span) {
        return new RestartLimit(restartsMax, window, delayMin, delayMax, span);
    }

    static void requireBounded(String name, Duration value) {
        if (value.compareTo(Durations.MAX) > 0) {
            throw new IllegalArgumentException(
                    name + " " + value + " is too long; allowed are at most " + Durations.MAX.toDays() + " days");
        }
    }
}
