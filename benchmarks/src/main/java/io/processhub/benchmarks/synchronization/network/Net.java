package io.processhub.benchmarks.synchronization.network;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Carries messages from one node to another. Each takes between half and one and a half times the mean latency, which
 * is the unit δ of all times here, and is lost or not whatever happens to the others. Bandwidth is not modelled.
 */
public final class Net {
    private final VirtualTime time;
    private final long latency;
    private final double loss;
    private final RandomGenerator random;

    private long messages;
    private long bytes;

    /** A network without messages under way; {@code loss} is the probability for each of them. */
    public Net(VirtualTime time, Duration latency, double loss, RandomGenerator random) {
        this.time = time;
        this.latency = latency.toNanos();
        this.loss = loss;
        this.random = random;
    }

    /** Sends a message, and counts it whether it arrives or not. */
    public void send(long size, Runnable arrival) {
        messages++;
        bytes += size;
        if (loss == 0 || random.nextDouble() >= loss) {
            time.in(latency / 2 + random.nextLong(latency + 1), arrival);
        }
    }

    /** {@return how many were sent} */
    public long messages() {
        return messages;
    }

    /** {@return how many bytes were sent} */
    public long bytes() {
        return bytes;
    }

    /** {@return a span of virtual time in mean latencies} */
    public double inLatencies(long nanos) {
        return (double) nanos / latency;
    }
}
