package io.processhub.supervision;

import io.processhub.process.RestartLimit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.random.RandomGenerator;

/**
 * The crashes of one process on this node, and what they mean. A wait doubles with each crash in the window and is
 * jittered, so that processes that died of one cause do not come back in step. Not thread-safe.
 *
 * @see <a href="https://www.erlang.org/doc/apps/stdlib/supervisor.html">OTP supervisor, restart intensity</a>
 */
public final class Supervision {
    private static final double JITTER = 0.25;

    private final ArrayDeque<Long> crashes = new ArrayDeque<>(1);

    /** Without a crash so far. */
    public Supervision() {}

    /** What to do about a crash. */
    public sealed interface Verdict {
        /**
         * Start it again.
         *
         * @param delay after this; not negative
         */
        record Restart(Duration delay) implements Verdict {}

        /** It crashes too often: leave it alone. */
        record Park() implements Verdict {}
    }

    /**
     * Notes a crash and decides.
     *
     * @param limit of the process
     * @param nanos a monotonic clock
     * @param random for the jitter
     * @return what to do
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
