package io.processhub.jgroups.hearing;

/** What this member knows of its contact with another one. Times are in nanoseconds. Not thread-safe. */
final class Contact {
    /** How many intervals in a row a lost member must be heard before it counts again. */
    private static final int RETURN_INTERVALS = 3;

    private long heardAt;
    private long openedAt;
    private long uncountedSince;
    private boolean uncounted;
    private boolean outdated;
    private boolean lost;
    private int intervalsHeard;

    Contact(long now) {
        heardAt = now;
        openedAt = now;
    }

    void heard(long now) {
        heardAt = now;
    }

    /** The time in which this JVM stood still is no silence of others. */
    void forgive(long nanos) {
        heardAt += nanos;
    }

    void counted() {
        uncounted = false;
    }

    /** The other member does not count this one; when its view is older, it may only not have heard the news yet. */
    void uncounted(boolean withOlderView, long now) {
        if (!uncounted) {
            uncounted = true;
            uncountedSince = now;
        }
        outdated = withOlderView;
    }

    /** An interval has passed. */
    void pass(Limits limits, long now) {
        long quiet = now - heardAt;
        if (quiet >= limits.lost().toNanos()) {
            lost = true;
        }
        intervalsHeard = quiet <= 2 * limits.interval().toNanos() ? intervalsHeard + 1 : 0;
        if (intervalsHeard >= RETURN_INTERVALS) {
            lost = false;
        }
    }

    boolean silent(Limits limits, long now) {
        return now - heardAt >= limits.silent().toNanos();
    }

    boolean lost() {
        return lost;
    }

    boolean deserted(Limits limits, long now) {
        var patience = outdated ? limits.lost() : limits.uncounted();
        return uncounted && now - uncountedSince >= patience.toNanos();
    }

    /** Returns whether the connection is due to be opened anew, and if so, notes that it is. */
    boolean open(Limits limits, long now) {
        boolean due = now - openedAt >= limits.silent().toNanos();
        if (due) {
            openedAt = now;
        }
        return due;
    }
}
