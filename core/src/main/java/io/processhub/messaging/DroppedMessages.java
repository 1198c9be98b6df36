package io.processhub.messaging;

import io.processhub.environment.Environment;
import io.processhub.process.ProcessException.Reason;
import io.processhub.spec.ProcessId;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that this node dropped without an error to their senders, which waited for no reply. Counted by reason,
 * and logged at most once a minute for each reason. Thread-safe.
 */
final class DroppedMessages {
    private static final Logger LOG = LoggerFactory.getLogger(DroppedMessages.class);
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final Environment environment;
    private final Notice notice;
    private final Map<Reason, Tally> tallies = new EnumMap<>(Reason.class);

    private record Tally(LongAdder count, AtomicLong reportedNanos) {}

    /** Receives the first loss for a reason in a minute, with how many there were so far. */
    @FunctionalInterface
    interface Notice {
        void dropped(ProcessId id, Reason reason, long soFar);
    }

    /** Reports to the log. */
    DroppedMessages(Environment environment) {
        this(environment, DroppedMessages::warn);
    }

    DroppedMessages(Environment environment, Notice notice) {
        this.environment = environment;
        this.notice = notice;
        long longAgo = environment.nanoTime() - QUIET.toNanos();
        for (Reason reason : Reason.values()) {
            tallies.put(reason, new Tally(new LongAdder(), new AtomicLong(longAgo)));
        }
    }

    /** Counts messages to a process that were dropped. */
    void count(ProcessId id, Reason reason, int messages) {
        Tally tally = tally(reason, messages);
        long now = environment.nanoTime();
        long reported = tally.reportedNanos().get();
        if (now - reported >= QUIET.toNanos() && tally.reportedNanos().compareAndSet(reported, now)) {
            notice.dropped(id, reason, tally.count().sum());
        }
    }

    private static void warn(ProcessId id, Reason reason, long soFar) {
        LOG.warn(
                "a message to process {} was dropped without telling its sender: {}; {} so far for this reason."
                        + " Use ask where it matters",
                id,
                reason,
                soFar);
    }

    /** A reply came after its ask had ended. The asker has an answer, so it is counted and not logged. */
    void countLateReply() {
        tally(Reason.TIMED_OUT, 1);
    }

    private Tally tally(Reason reason, int messages) {
        Tally tally = tallies.get(reason);
        if (tally == null) {
            throw new IllegalStateException("no tally for " + reason);
        }
        tally.count().add(messages);
        return tally;
    }

    /** {@return how many, by reason; without those that have not occurred} */
    Map<Reason, Long> counts() {
        var counts = new EnumMap<Reason, Long>(Reason.class);
        tallies.forEach((reason, tally) -> {
            if (tally.count().sum() > 0) {
                counts.put(reason, tally.count().sum());
            }
        });
        return Collections.unmodifiableMap(counts);
    }
}
