package io.processhub.coordinator;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What the coordinator means to do later. Nothing is ever called off: a task looks for itself whether it still matters.
 */
final class Agenda {
    /** For ever, as far as anybody can tell; what is longer cannot be counted in nanoseconds. */
    private static final Duration DELAY_MAX = Duration.ofDays(365L * 100);

    private static final Comparator<Item> ORDER =
            Comparator.comparingLong(Item::due).thenComparingLong(Item::number);

    private final PriorityQueue<Item> items = new PriorityQueue<>(ORDER);
    private boolean begun;
    private long origin;
    private long nanos;
    private long number;
    private long announced = Long.MAX_VALUE;

    private record Item(long due, long number, Runnable task) {}

    /** The monotonic time of this turn; here time begins at 0 with the first one and never goes back. */
    void turn(long now) {
        if (!begun) {
            begun = true;
            origin = now;
        }
        nanos = Math.max(nanos, now - origin);
    }

    /** {@return the monotonic time of this turn in nanoseconds} */
    long nanos() {
        return nanos;
    }

    /** {@return how long ago a time of an earlier turn was} */
    Duration since(long then) {
        return Duration.ofNanos(nanos - then);
    }

    void in(Duration delay, Runnable task) {
        items.add(new Item(nanos + bounded(delay).toNanos(), number++, task));
    }

    /** {@return the duration, or one that is as good as for ever when it is longer} */
    static Duration bounded(Duration delay) {
        return delay.compareTo(DELAY_MAX) < 0 ? delay : DELAY_MAX;
    }

    /** Runs a task again and again; the first time after one pause. */
    void every(Duration pause, Runnable task) {
        in(pause, () -> {
            task.run();
            every(pause, task);
        });
    }

    void runDue() {
        announced = Long.MAX_VALUE;
        for (Item item = items.peek(); item != null && item.due() <= nanos; item = items.peek()) {
            items.remove();
            item.task().run();
        }
    }

    /** {@return when to come back, unless somebody was told so already} */
    @Nullable
    Duration next() {
        Item item = items.peek();
        if (item == null || item.due() >= announced) {
            return null;
        }
        announced = item.due();
        return Duration.ofNanos(Math.max(0, item.due() - nanos));
    }
}
