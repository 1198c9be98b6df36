package io.processhub.time;

import java.time.Duration;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What the coordinator means to do later. Nothing is ever called off: a task looks for itself whether it still matters.
 * Time is what each turn says it is. Not thread-safe; confined to the hub's thread.
 */
public final class Agenda {
    /** For ever, as far as anybody can tell; what is longer cannot be counted in nanoseconds. */
    private static final Duration DELAY_MAX = Duration.ofDays(365L * 100);

    private final PriorityQueue<Item> items = new PriorityQueue<>();
    private boolean begun;
    private long origin;
    private long nanos;
    private long number;
    private long announced = Long.MAX_VALUE;

    private record Item(long due, long number, Runnable task) implements Comparable<Item> {
        @Override
        public int compareTo(Item other) {
            return due != other.due ? Long.compare(due, other.due) : Long.compare(number, other.number);
        }
    }

    /** An agenda with nothing on it, at time 0. */
    public Agenda() {}

    /**
     * Begins a turn. Time here begins at 0 with the first one and never goes back.
     *
     * @param now reading of a monotonic clock, in nanoseconds
     */
    public void turn(long now) {
        if (!begun) {
            begun = true;
            origin = now;
        }
        nanos = Math.max(nanos, now - origin);
    }

    /** {@return the monotonic time of this turn in nanoseconds} */
    public long nanos() {
        return nanos;
    }

    /**
     * How long ago an earlier turn was.
     *
     * @param then its time in nanoseconds
     * @return zero or more
     */
    public Duration since(long then) {
        return Duration.ofNanos(nanos - then);
    }

    /**
     * Puts a task on the agenda.
     *
     * @param delay from this turn; zero runs it at the next {@link #runDue}
     * @param task what to do
     */
    public void in(Duration delay, Runnable task) {
        items.add(new Item(nanos + bounded(delay).toNanos(), number++, task));
    }

    /**
     * Bounds a duration to what can be counted in nanoseconds.
     *
     * @param delay any
     * @return the duration, or one that is as good as for ever when it is longer
     */
    public static Duration bounded(Duration delay) {
        return delay.compareTo(DELAY_MAX) < 0 ? delay : DELAY_MAX;
    }

    /**
     * Runs a task again and again; the first time after one pause.
     *
     * @param pause positive
     * @param task what to do
     */
    public void every(Duration pause, Runnable task) {
        in(pause, () -> {
            task.run();
            every(pause, task);
        });
    }

    /** Runs what is due in this turn, in the order it is due, including what that puts on the agenda for now. */
    public void runDue() {
        announced = Long.MAX_VALUE;
        for (Item item = items.peek(); item != null && item.due() <= nanos; item = items.peek()) {
            items.remove();
            item.task().run();
        }
    }

    /** {@return when to come back; {@code null} when there is nothing to do, or the time was told before} */
    public @Nullable Duration next() {
        Item item = items.peek();
        if (item == null || item.due() >= announced) {
            return null;
        }
        announced = item.due();
        return Duration.ofNanos(Math.max(0, item.due() - nanos));
    }
}
