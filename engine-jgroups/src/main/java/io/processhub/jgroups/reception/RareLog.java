package io.processhub.jgroups.reception;

import io.processhub.environment.Environment;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/**
 * Warns of what strangers do at most once a minute for each kind, so that none of them can fill the disk of a node.
 * Thread-safe.
 */
public final class RareLog {
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Logger log;
    private final Map<Nuisance, Tally> tallies = new EnumMap<>(Nuisance.class);

    /**
     * Creates a log of which nothing was told yet.
     *
     * @param log where to tell it
     */
    public RareLog(Logger log) {
        this.log = log;
    }

    private record Tally(long count, long toldNanos) {}

    /**
     * Counts an event, and warns of it unless that was done within the last minute.
     *
     * @param kind what happened
     * @param detail what is particular about it
     */
    public void warn(Nuisance kind, Object detail) {
        long count = due(kind);
        if (count > 0) {
            log.warn("{}: {}; {} so far, told of once a minute at most", kind.text(), detail, count);
        }
    }

    /** Counts an event and returns how many there were so far, or zero when it is too early to tell. */
    private synchronized long due(Nuisance kind) {
        long now = Environment.system().nanoTime();
        Tally last = tallies.get(kind);
        if (last == null) {
            tallies.put(kind, new Tally(1, now));
            return 1;
        }
        long count = last.count() + 1;
        boolean early = now - last.toldNanos() < QUIET_NANOS;
        tallies.put(kind, new Tally(count, early ? last.toldNanos() : now));
        return early ? 0 : count;
    }

    /** {@return how often it happened} */
    synchronized long count(Nuisance kind) {
        Tally tally = tallies.get(kind);
        return tally == null ? 0 : tally.count();
    }
}
