package io.processhub.strategy.synchronization.gossip;

import io.processhub.cluster.NodeId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long to wait for an acknowledgement before sending again, estimated for each peer from earlier ones. The formula
 * is that of RFC 6298, with bounds that fit a data centre.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6298">RFC 6298, Computing TCP's Retransmission Timer</a>
 */
final class RoundTrips {
    private static final long NANOS_MIN = Duration.ofMillis(10).toNanos();
    private static final long NANOS_MAX = Duration.ofSeconds(2).toNanos();
    private static final long NANOS_AT_FIRST = Duration.ofMillis(50).toNanos();

    private final Map<NodeId, Estimate> estimates = new LinkedHashMap<>();

    private record Estimate(long mean, long deviation) {
        Estimate after(long sample) {
            long error = sample - mean;
            return new Estimate(mean + error / 8, deviation + (Math.abs(error) - deviation) / 4);
        }
    }

    /** What is acknowledged was sent only once, so there is no doubt which message that was. */
    void sample(NodeId peer, long nanos) {
        estimates.merge(peer, new Estimate(nanos, nanos / 2), (known, fresh) -> known.after(nanos));
    }

    /** {@return how long to wait, in nanoseconds} */
    long patience(NodeId peer) {
        Estimate estimate = estimates.get(peer);
        return estimate == null
                ? NANOS_AT_FIRST
                : Math.clamp(estimate.mean() + 4 * estimate.deviation(), NANOS_MIN, NANOS_MAX);
    }

    boolean none() {
        return estimates.isEmpty();
    }

    void retain(Ring ring) {
        estimates.keySet().removeIf(peer -> !ring.contains(peer));
    }
}
