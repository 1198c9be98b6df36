package io.processhub.benchmarks.synchronization.seed;

import io.processhub.benchmarks.synchronization.network.Arrivals;
import io.processhub.benchmarks.synchronization.network.Net;

/**
 * What came of a run.
 *
 * @param messages sent
 * @param bytes sent
 * @param missed nodes that did not get it
 * @param hops the longest way
 * @param time until the last node got it, in mean latencies
 */
public record Spreading(long messages, long bytes, int missed, int hops, double time) {
    static Spreading of(Net net, Arrivals arrivals) {
        return new Spreading(
                net.messages(), net.bytes(), arrivals.missed(), arrivals.hopsMax(), net.inLatencies(arrivals.last()));
    }
}
