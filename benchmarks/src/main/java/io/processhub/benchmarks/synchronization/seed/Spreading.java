package io.processhub.benchmarks.synchronization.seed;

import io.processhub.benchmarks.synchronization.network.Arrivals;
import io.processhub.benchmarks.synchronization.network.Net;

/**
 * What came of a run.
 *
 * @param messages sent
 * @param bytes sent, without the entries in registries
 * @param registries sent, one for each node that contributed to a message; none by a rumour
 * @param missed nodes that did not get it
 * @param hops the longest way
 * @param time until the last node got it, in mean latencies
 */
public record Spreading(long messages, long bytes, long registries, int missed, int hops, double time) {
    static Spreading of(Net net, long registries, Arrivals arrivals) {
        return new Spreading(
                net.messages(),
                net.bytes(),
                registries,
                arrivals.missed(),
                arrivals.hopsMax(),
                net.inLatencies(arrivals.last()));
    }

    /** {@return bytes sent when every node owns so many entries} */
    public long bytes(int entriesEach) {
        return bytes + registries * entriesEach * Wire.ENTRY;
    }
}
