package io.processhub.benchmarks.synchronization.rig;

import java.util.Arrays;

/** What was sent since the last reset. */
public final class Traffic {
    private final long[] sent;
    private final long[] received;
    private final long[] sends;
    private long messages;
    private long bytes;
    private long entries;

    Traffic(int nodes) {
        sent = new long[nodes];
        received = new long[nodes];
        sends = new long[nodes];
    }

    void count(int from, int to, int size) {
        messages++;
        bytes += size;
        sends[from]++;
        sent[from] += size;
        received[to] += size;
    }

    void countEntries(long copies) {
        entries += copies;
    }

    /** Begins anew. */
    public void reset() {
        messages = 0;
        bytes = 0;
        entries = 0;
        Arrays.fill(sent, 0);
        Arrays.fill(received, 0);
        Arrays.fill(sends, 0);
    }

    /** {@return how many messages} */
    public long messages() {
        return messages;
    }

    /** {@return how many bytes} */
    public long bytes() {
        return bytes;
    }

    /** {@return how many entries, each copy counted} */
    public long entries() {
        return entries;
    }

    /** {@return how many messages a node sent} */
    public long sends(int node) {
        return sends[node];
    }

    /** {@return how many bytes a node sent} */
    public long sent(int node) {
        return sent[node];
    }

    /** {@return what the busiest node sent or was sent, in bytes} */
    public long busiest() {
        return Math.max(
                Arrays.stream(sent).max().orElseThrow(),
                Arrays.stream(received).max().orElseThrow());
    }

    /** {@return what the busiest node sent, in multiples of the mean} */
    public double uploadMax() {
        return Arrays.stream(sent).max().orElseThrow()
                / Arrays.stream(sent).average().orElseThrow();
    }
}
