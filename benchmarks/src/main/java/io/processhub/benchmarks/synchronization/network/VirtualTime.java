package io.processhub.benchmarks.synchronization.network;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes only from one event to the next. One thread. */
public final class VirtualTime {
    private static final Comparator<Event> ORDER =
            Comparator.comparingLong(Event::due).thenComparingLong(Event::number);

    private final PriorityQueue<Event> events = new PriorityQueue<>(ORDER);
    private long now;
    private long number;

    private record Event(long due, long number, Runnable happening) {}

    /** {@return nanoseconds since the beginning} */
    public long now() {
        return now;
    }

    /** Lets something happen after a while. */
    public void in(long nanos, Runnable happening) {
        events.add(new Event(now + nanos, number++, happening));
    }

    /** Lets happen what is next; {@return false when nothing is} */
    public boolean step() {
        Event next = events.poll();
        if (next == null) {
            return false;
        }
        now = next.due;
        next.happening.run();
        return true;
    }

    /** Lets happen everything that is due within a while, and lets the while pass. */
    public void pass(Duration span) {
        long end = now + span.toNanos();
        while (!events.isEmpty() && events.peek().due <= end) {
            step();
        }
        now = end;
    }
}
