package io.processhub.antientropy;

import io.processhub.log.Delta;
import io.processhub.log.Logs.Gap;
import io.processhub.log.Logs.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a member as the author of a log, <i>announced</i>, and as a reader of this node's log,
 * <i>acknowledged</i>; and the stretches of its log that wait for earlier ones.
 */
final class PeerProgress {
    private final TreeMap<Long, Delta> early = new TreeMap<>();
    private long announced;
    private long acknowledged;
    private int attempts;
    private boolean asking;
    private long restFrom = Long.MAX_VALUE;
    private long requestedFrom;

    PeerProgress(long acknowledged) {
        this.acknowledged = acknowledged;
    }

    /** {@return up to which version it is known to have written its log} */
    long announced() {
        return announced;
    }

    void announced(long version) {
        announced = Math.max(announced, version);
    }

    /** {@return up to which version it is known to have read this node's log} */
    long acknowledged() {
        return acknowledged;
    }

    void acknowledged(long version) {
        acknowledged = Math.max(acknowledged, version);
    }

    /** {@return how many requests were in vain since the last answer} */
    int attempts() {
        return attempts;
    }

    /** One more time in vain. */
    void attempted() {
        attempts++;
    }

    void answered() {
        attempts = 0;
    }

    /** {@return whether a request is planned} */
    boolean asking() {
        return asking;
    }

    void asking(boolean begun) {
        asking = begun;
    }

    /**
     * An answer was cut off: the rest can be requested when everything up to a version has been read. A rest that has
     * been requested is not requested again: else each request that was repeated, and so answered twice, would double
     * everything that is sent from then on.
     *
     * @param from the version
     * @param read up to which version the log has been read
     */
    void rest(long from, long read) {
        if (read < requestedFrom) { // the log is read from its beginning again
            requestedFrom = 0;
        }
        if (from > requestedFrom) {
            restFrom = from;
        }
    }

    /** {@return whether the rest can be requested now; true once} */
    boolean wantsRest(long read) {
        boolean due = read >= restFrom;
        if (due) {
            requestedFrom = restFrom;
            restFrom = Long.MAX_VALUE;
        }
        return due;
    }

    /** {@return how many stretches wait for earlier ones} */
    int waiting() {
        return early.size();
    }

    /** Keeps a stretch that overtook an earlier one; of two that begin alike the longer one. */
    void keep(Delta delta) {
        early.merge(delta.from(), delta, (one, other) -> one.to() >= other.to() ? one : other);
    }

    /** {@return the earliest stretch that waits; {@code null} when none does} */
    @Nullable
    Delta next() {
        return early.isEmpty() ? null : early.firstEntry().getValue();
    }

    void drop(Delta delta) {
        early.remove(delta.from());
    }

    /** {@return what is missing between what has been read and what waits, and after that} */
    List<Gap> gaps(Head read) {
        List<Gap> gaps = new ArrayList<>();
        long from = read.version();
        for (Delta delta : early.values()) {
            if (delta.from() > from) {
                gaps.add(new Gap(read.origin(), from, delta.from()));
            }
            from = Math.max(from, delta.to());
        }
        if (from < announced) {
            gaps.add(Gap.after(read.origin(), from));
        }
        return gaps;
    }
}
