package io.processhub.testkit.simulation;

import java.time.Duration;

/**
 * What a link does to the frames that pass it, in one direction. Frames that overtake one another are not a setting of
 * their own: they follow from the spread of the delay.
 *
 * @param loss share of the frames that vanish, 0 to 1
 * @param duplication share of the frames that arrive twice, 0 to 1
 * @param delay how long a frame is under way
 * @param tail share of the frames that are held up much longer, 0 to 1
 * @param tailDelay how much longer
 * @param bytesPerSecond how much passes; 0 for no limit. What would wait for more than a second is dropped
 * @param ordered whether no frame overtakes another
 */
public record Faults(
        double loss,
        double duplication,
        Span delay,
        double tail,
        Span tailDelay,
        long bytesPerSecond,
        boolean ordered) {

    /** Loses nothing: 0.1 to 1 millisecond, in order, no limit. */
    public static final Faults NONE = new Faults(
            0, 0, new Span(Duration.ofNanos(100_000), Duration.ofMillis(1)), 0, Span.ofMillis(0, 0), 0, true);

    /** A bad day: 2 % lost, 1 % twice, 0.2 to 20 milliseconds, 0.5 % up to a second more, overtaking, 10 MB/s. */
    public static final Faults ROUGH = new Faults(
            0.02,
            0.01,
            new Span(Duration.ofNanos(200_000), Duration.ofMillis(20)),
            0.005,
            Span.ofMillis(20, 1_000),
            10_000_000,
            false);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when one is out of its range
     */
    public Faults {
        requireShare("loss", loss);
        requireShare("duplication", duplication);
        requireShare("tail", tail);
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException("bytesPerSecond " + bytesPerSecond + " is negative; use 0 for no limit");
        }
    }

    private static void requireShare(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + ' ' + share + " is not between 0 and 1");
        }
    }

    /**
     * How many frames vanish.
     *
     * @param share 0 to 1
     * @return a changed copy
     * @throws IllegalArgumentException when it is out of its range
     */
    public Faults loss(double share) {
        return new Faults(share, duplication, delay, tail, tailDelay, bytesPerSecond, ordered);
    }

    /**
     * How many frames arrive twice.
     *
     * @param share 0 to 1
     * @return a changed copy
     * @throws IllegalArgumentException when it is out of its range
     */
    public Faults duplication(double share) {
        return new Faults(loss, share, delay, tail, tailDelay, bytesPerSecond, ordered);
    }

    /**
     * How long frames are under way; they overtake one another from now on.
     *
     * @param span from the fastest to the slowest
     * @return a changed copy
     */
    public Faults delay(Span span) {
        return new Faults(loss, duplication, span, tail, tailDelay, bytesPerSecond, false);
    }

    /**
     * How many frames are held up, and how long.
     *
     * @param share 0 to 1
     * @param more added to the usual delay
     * @return a changed copy
     * @throws IllegalArgumentException when it is out of its range
     */
    public Faults tail(double share, Span more) {
        return new Faults(loss, duplication, delay, share, more, bytesPerSecond, ordered);
    }

    /**
     * How much passes.
     *
     * @param limit 0 for no limit
     * @return a changed copy
     * @throws IllegalArgumentException when it is negative
     */
    public Faults bytesPerSecond(long limit) {
        return new Faults(loss, duplication, delay, tail, tailDelay, limit, ordered);
    }

    /**
     * Whether frames keep their order.
     *
     * @param keep false to let them overtake one another
     * @return a changed copy
     */
    public Faults ordered(boolean keep) {
        return new Faults(loss, duplication, delay, tail, tailDelay, bytesPerSecond, keep);
    }
}
