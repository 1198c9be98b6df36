package io.processhub.jgroups.hearing;

import java.time.Duration;

/**
 * The times after which silence has consequences.
 *
 * @param interval between two pulses to each member
 * @param silent after how long without a sign of a member its connection is opened anew, again and again
 * @param lost after how long without a sign of a member it does not count
 * @param uncounted after how long a member that says that it does not count this one does not count either
 */
public record Limits(Duration interval, Duration silent, Duration lost, Duration uncounted) {

    /**
     * Derives the limits from those of failure detection, which acts first where it can.
     *
     * @param heartbeat the interval between two heartbeats
     * @param suspicion how long a member may be silent before it is considered failed
     * @return limits that a network which loses a third of its packets does not reach
     */
    public static Limits of(Duration heartbeat, Duration suspicion) {
        Duration interval = heartbeat.dividedBy(2);
        return new Limits(interval, suspicion.dividedBy(2), suspicion.multipliedBy(3), interval.multipliedBy(4));
    }
}
