package io.processhub.testkit.simulation;

import java.util.random.RandomGenerator;

/** One direction between two machines: how long the next frame takes, and whether anything passes at all. */
final class Link {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long BACKLOG_NANOS_MAX = NANOS_PER_SECOND;

    // mutable state
    private Faults faults;
    private int cuts;
    private long freeNanos;
    private long lastArrivalNanos;

    Link(Faults faults) {
        this.faults = faults;
    }

    Faults faults() {
        return faults;
    }

    void faults(Faults next) {
        faults = next;
    }

    /** Cuts overlap: the link is open again when each one has healed. */
    void cut() {
        cuts++;
    }

    void heal() {
        cuts--;
    }

    boolean open() {
        return cuts == 0;
    }

    /** Puts a frame behind those that wait; returns when it has left, or -1 when too many wait. */
    long departure(long nowNanos, int bytes) {
        if (faults.bytesPerSecond() == 0) {
            return nowNanos;
        }
        long start = Math.max(nowNanos, freeNanos);
        if (start - nowNanos > BACKLOG_NANOS_MAX) {
            return -1;
        }
        freeNanos = start + bytes * NANOS_PER_SECOND / faults.bytesPerSecond();
        return freeNanos;
    }

    /** Draws when a frame that left then arrives. */
    long arrival(long departureNanos, RandomGenerator chance) {
        long nanos = departureNanos + faults.delay().draw(chance);
        if (faults.tail() > 0 && chance.nextDouble() < faults.tail()) {
            nanos += faults.tailDelay().draw(chance);
        }
        if (faults.ordered()) {
            nanos = Math.max(nanos, lastArrivalNanos);
        }
        lastArrivalNanos = Math.max(nanos, lastArrivalNanos);
        return nanos;
    }
}
