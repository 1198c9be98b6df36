package io.processhub.strategy.synchronization.gossip;

import java.time.Duration;
import java.util.ArrayDeque;

/** Up to which version this node had written its log a moment ago: what is newer is still under way. */
final class OwnHead {
    private static final int MARKS_PER_MOMENT = 32;

    private final long momentNanos;
    private final ArrayDeque<Mark> marks = new ArrayDeque<>();
    private long settled;

    private record Mark(long nanos, long version) {}

    OwnHead(Duration moment) {
        this.momentNanos = moment.toNanos();
    }

    void wrote(long nanos, long version) {
        settle(nanos);
        Mark last = marks.peekLast();
        boolean close = last != null && nanos - last.nanos() < momentNanos / MARKS_PER_MOMENT;
        if (close) {
            marks.removeLast();
        }
        marks.add(new Mark(close ? last.nanos() : nanos, version));
    }

    /** {@return up to here the log is older than a moment} */
    long settled(long nanos) {
        settle(nanos);
        return settled;
    }

    private void settle(long nanos) {
        while (!marks.isEmpty() && nanos - marks.peek().nanos() >= momentNanos) {
            settled = marks.remove().version();
        }
    }
}
