package io.processhub.testkit.simulation;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long something takes: anything between two bounds, each equally likely.
 *
 * @param min not negative
 * @param max at least {@code min}
 */
public record Span(Duration min, Duration max) {

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when they are negative or in the wrong order
     */
    public Span {
        if (min.isNegative() || max.compareTo(min) < 0) {
            throw new IllegalArgumentException("span from " + min + " to " + max + " must satisfy 0 <= min <= max");
        }
    }

    /**
     * In milliseconds.
     *
     * @param min not negative
     * @param max at least {@code min}
     * @return the span
     * @throws IllegalArgumentException when they are negative or in the wrong order
     */
    public static Span ofMillis(long min, long max) {
        return new Span(Duration.ofMillis(min), Duration.ofMillis(max));
    }

    /** Draws a length in nanoseconds. */
    long draw(RandomGenerator random) {
        return min.toNanos() + random.nextLong(max.toNanos() - min.toNanos() + 1);
    }
}
