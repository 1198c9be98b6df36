package io.processhub.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The time of a hub on one node, and the readings that may be made and accepted by it.
 *
 * <p><b>Time.</b> It begins with the wall clock and is carried on by the monotonic clock; what is left of a difference
 * to the wall clock is made up by a thousandth of the time that passes. So a wall clock that is set, forward or back,
 * changes nothing at once. One that differs by more than the greatest skew has <i>stepped</i>: it is followed only when
 * the clocks of the other members {@linkplain #adopt say the same}.
 *
 * <p><b>Readings.</b> The greatest skew is also how far the times of two members may be apart. A node makes readings at
 * most two skews ahead of its time, passes on those of others up to four, and reads logs with readings up to six. Each
 * limit is two skews below the next one: whatever a member makes, every other member may pass on, and whatever one
 * passes on, every other one reads, though their times are apart by the greatest skew and as much again.
 *
 * <p>Not thread-safe; confined to the hub's thread.
 */
public final class HubClock {
    private static final int MAKES = 2;
    private static final int PASSES_ON = 4;
    private static final int READS = 6;

    /** Which share of the time that passes makes up for a difference to the wall clock. */
    private static final int SLEW = 1_000;

    private final Duration skewMax;
    private final Duration skewMaxBack;
    private final long skewMillis;
    private final HybridClock readings = new HybridClock();

    private boolean begun;
    private Instant wall = Instant.EPOCH;
    private Instant time = Instant.EPOCH;
    private long nanos;

    /**
     * A clock that has not begun.
     *
     * @param skewMax how far the times of two members may be apart; positive
     */
    public HubClock(Duration skewMax) {
        this.skewMax = skewMax;
        this.skewMaxBack = skewMax.negated();
        this.skewMillis = skewMax.toMillis();
    }

    /**
     * Sets the time of this turn.
     *
     * @param now the wall clock
     * @param monotonic nanoseconds since the first turn; never decrease
     */
    public void turn(Instant now, long monotonic) {
        wall = now;
        if (!begun) {
            begun = true;
            time = now;
        }
        long passed = monotonic - nanos;
        nanos = monotonic;
        time = time.plusNanos(passed);
        Duration lead = lead();
        if (within(lead)) {
            long most = passed / SLEW;
            time = time.plusNanos(Math.clamp(lead.toNanos(), -most, most));
        }
    }

    /** {@return the wall clock of this turn} */
    public Instant wall() {
        return wall;
    }

    /** {@return the time of the hub on this node} */
    public Instant time() {
        return time;
    }

    /** {@return how far the wall clock is ahead of the time; negative when it is behind} */
    public Duration lead() {
        return Duration.between(time, wall);
    }

    /** {@return whether the wall clock was set by more than the greatest skew} */
    public boolean stepped() {
        return !within(lead());
    }

    /**
     * Follows the wall clock at once, because the clocks of the other members confirm it. A clock that was set back is
     * followed when it has passed the readings of before: until then the others are ahead of it, too.
     */
    public void adopt() {
        if (!lead().isNegative() || within(readings.last(), wall, MAKES)) {
            time = wall;
        }
    }

    /**
     * Compares the times of two nodes.
     *
     * @param one of a node
     * @param other of another one
     * @return whether they are too far apart for members of one hub
     */
    public boolean apart(Instant one, Instant other) {
        return !within(Duration.between(one, other));
    }

    /** Every turn asks this; a duration without its sign would be reckoned in decimals. */
    private boolean within(Duration difference) {
        return difference.compareTo(skewMax) <= 0 && difference.compareTo(skewMaxBack) >= 0;
    }

    // ---- readings

    /** {@return a reading greater than all that were made here or heard of} */
    public long next() {
        return readings.next(wall.isBefore(time) ? wall : time);
    }

    /**
     * Takes account of a reading that another node made; later ones here are greater.
     *
     * @param reading accepted before
     */
    public void hear(long reading) {
        readings.hear(reading);
    }

    /** {@return the greatest reading that was made here or heard of} */
    public long last() {
        return readings.last();
    }

    /** {@return whether the next reading is one that other members accept from everybody} */
    public boolean mayMake() {
        return mayMakeAfter(readings.last());
    }

    /**
     * Whether a reading may be made here that is greater than another one.
     *
     * @param reading the other one
     * @return whether the others accept what comes after it
     */
    public boolean mayMakeAfter(long reading) {
        return within(reading, time, MAKES);
    }

    /**
     * Whether this node may write a reading of another node into its own log.
     *
     * @param reading the other one's
     * @return whether the others accept it from here
     */
    public boolean mayPassOn(long reading) {
        return within(reading, time, PASSES_ON);
    }

    /**
     * Whether this node may apply a log with a reading.
     *
     * @param reading in the log of another node
     * @return whether it is near enough to the time of this node
     */
    public boolean mayRead(long reading) {
        return within(reading, time, READS);
    }

    /** {@return how far ahead of the wall clock the next reading is; zero when that is not further than allowed} */
    public Duration excess() {
        return within(readings.last(), wall, MAKES)
                ? Duration.ZERO
                : Duration.between(wall, HybridClock.time(readings.last()));
    }

    /** {@return how far the times of two members may be apart} */
    public Duration skewMax() {
        return skewMax;
    }

    /** Several readings of each entry of a log are compared, so this reckons in whole milliseconds, as they do. */
    private boolean within(long reading, Instant base, int skews) {
        return HybridClock.millis(reading) - base.toEpochMilli() <= skews * skewMillis;
    }
}
