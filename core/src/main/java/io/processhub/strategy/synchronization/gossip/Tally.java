package io.processhub.strategy.synchronization.gossip;

import io.processhub.strategy.synchronization.SyncCounters;

/** Counts up to {@link SyncCounters}. */
final class Tally {
    private long hopsMax;
    private long sent;
    private long repeated;
    private long rerouted;
    private long suspected;
    private long probes;
    private long rounds;
    private long roundsIncomplete;

    void heard(int hops) {
        hopsMax = Math.max(hopsMax, hops);
    }

    void sent(boolean again) {
        sent++;
        repeated += again ? 1 : 0;
    }

    void rerouted() {
        rerouted++;
    }

    void suspected() {
        suspected++;
    }

    void probed() {
        probes++;
    }

    void round(boolean complete) {
        rounds++;
        roundsIncomplete += complete ? 0 : 1;
    }

    SyncCounters counters() {
        return new SyncCounters(hopsMax, sent, repeated, rerouted, suspected, probes, rounds, roundsIncomplete);
    }
}
