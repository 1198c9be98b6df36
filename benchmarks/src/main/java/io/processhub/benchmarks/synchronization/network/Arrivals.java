package io.processhub.benchmarks.synchronization.network;

import java.util.Arrays;

/** Which nodes have what is being spread, since when, and over how many hops it came. */
public final class Arrivals {
    private static final int NEVER = -1;

    private final int[] hops;
    private int reached;
    private int hopsMax;
    private long last;

    /** No node has it yet. */
    public Arrivals(int nodes) {
        hops = new int[nodes];
        Arrays.fill(hops, NEVER);
    }

    /** Notes that a node has it; {@return false when it had it before} */
    public boolean note(int node, int hop, long now) {
        if (reached(node)) {
            return false;
        }
        hops[node] = hop;
        reached++;
        hopsMax = Math.max(hopsMax, hop);
        last = now;
        return true;
    }

    /** {@return whether a node has it} */
    public boolean reached(int node) {
        return hops[node] != NEVER;
    }

    /** {@return over how many hops it came to a node that has it} */
    public int hops(int node) {
        return hops[node];
    }

    /** {@return how many nodes have it} */
    public int reached() {
        return reached;
    }

    /** {@return how many do not} */
    public int missed() {
        return hops.length - reached;
    }

    /** {@return the longest way it took} */
    public int hopsMax() {
        return hopsMax;
    }

    /** {@return when the last node got it} */
    public long last() {
        return last;
    }
}
