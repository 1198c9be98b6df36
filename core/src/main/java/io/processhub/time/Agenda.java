package io.processhub.time;

import java.time.Duration;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The scheduled tasks of the coordinator. Tasks are never cancelled: each task checks whether it is still relevant.
 * Time advances only at the begin of a turn. Not thread-safe; confined to the hub's thread.
 */
public final class Agenda {
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

    /** Creates an empty agenda at time 0. */
    public Agenda() {}

    /**
     * Begins a turn. The agenda's time is 0 in the first turn and never decreases.
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

    /** {@return the monotonic time of this turn in nanoseconds since the first turn} */
    public long nanos() {
        return nanos;
    }

    /**
     * The time that has passed since an earlier turn.
     *
     * @param then the time of the earlier turn, in nanoseconds, as {@link #nanos} returned it
     * @return zero or more
     */
    public Duration since(long then) {
        return Duration.ofNanos(nanos - then);
    }

    /**
     * Schedules a task.
     *
     * @param delay from the time of this turn; with zero the task runs at the next {@link #runDue}
     * @param task the task
     */
    public void in(Duration delay, Runnable task) {
        items.add(new Item(nanos + Durations.bounded(delay).toNanos(), number++, task));
    }

    /**
     * Runs a task periodically; the first time after one pause.
     *
     * @param pause positive
     * @param task the task
     */
    public void every(Duration pause, Runnable task) {
        in(pause, () -> {
            task.run();
            every(pause, task);
        });
    }

    /**
     * Runs the tasks that are due in this turn, in the order of their due times, including tasks that they schedule for
     * this turn.
     */
    public void runDue() {
        announced = Long.MAX_VALUE;
        for (Item item = items.peek(); item != null && item.due() <= nanos; item = items.peek()) {
            items.remove();
            item.task().run();
        }
    }

    /**
     * {@return the time until the next task is due; {@code null} when there is no task, or when a time as early was
     * returned since the last {@link #runDue}}
     */
    public @Nullable Duration next() {
        Item item = items.peek();
        if (item == null || item.due() >= announced) {
            return null;
        }
        announced = item.due();
        return Duration.ofNanos(Math.max(0, item.due() - nanos));
    }
}
