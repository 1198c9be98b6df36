package io.processhub.supervision;

import io.processhub.spec.RestartLimit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.random.RandomGenerator;

/**
 * Counts the crashes of one process on this node and decides between restart and parking. The delay doubles with each
 * crash in the window and is jittered, so that processes that failed from one cause do not restart at the same time.
 * Not thread-safe.
 *
 * @see <a href="https://www.erlang.org/doc/apps/stdlib/supervisor.html">OTP supervisor, restart intensity</a>
 */
public final class Supervision {
    private static final double JITTER = 0.25;

    private final ArrayDeque<Long> crashes = new ArrayDeque<>(1);

    /** Creates a supervision without crashes. */
    public Supervision() {}

    /** The decision after a crash. */
    public sealed interface Verdict {
        /**
         * The process must be started again.
         *
         * @param delay before the start; not negative
         */
        record Restart(Duration delay) implements Verdict {}

        /** The process crashed too often and must be parked. */
        record Park() implements Verdict {}
    }

    /**
     * Records a crash and decides.
     *
     * @param limit the restart limit of the process
     * @param nanos reading of a monotonic clock, in nanoseconds
     * @param random source of the jitter
     * @return the decision
     */
    public Verdict crashed(RestartLimit limit, long nanos, RandomGenerator random) {
        while (!crashes.isEmpty()
                && nanos - crashes.peekFirst() > limit.window().toNanos()) {
            crashes.removeFirst();
        }
        crashes.addLast(nanos);
        return crashes.size() > limit.restartsMax()
                ? new Verdict.Park()
                : new Verdict.Restart(delay(limit, crashes.size() - 1, random));
    }

    private static Duration delay(RestartLimit limit, int doublings, RandomGenerator random) {
        double longest = (double) limit.delayMax().toNanos();
        double doubled = Math.min(longest, limit.delayMin().toNanos() * Math.pow(2, doublings));
        double jittered = doubled * (1 + JITTER * (2 * random.nextDouble() - 1));
        return Duration.ofNanos((long) Math.min(jittered, longest));
    }
}
