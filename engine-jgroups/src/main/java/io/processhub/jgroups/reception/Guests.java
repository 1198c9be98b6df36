package io.processhub.jgroups.reception;

import io.processhub.environment.Environment;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jgroups.blocks.cs.Connection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that have introduced themselves but do not belong to members yet. Both their number and their time
 * are bounded: a node that wants to join becomes a member before, or connects again. Thread-safe.
 */
public final class Guests {
    private static final Logger LOG = LoggerFactory.getLogger(Guests.class);
    private static final int COUNT_MAX = 128;
    private static final Duration STAY_MAX = Duration.ofSeconds(60);
    private static final Duration SWEEP = Duration.ofSeconds(5);

    private final RareLog log;
    private final Predicate<Connection> member;
    private final Duration stayMax;
    private final Duration sweep;
    private final Crowd<Connection> crowd = new Crowd<>(COUNT_MAX);
    private final Map<Connection, Long> arrivals = new ConcurrentHashMap<>();
    private final AtomicBoolean sweepPlanned = new AtomicBoolean();

    /**
     * Creates an empty collection.
     *
     * @param log for those that have to go
     * @param member tells whether a connection belongs to a member of the present view
     */
    public Guests(RareLog log, Predicate<Connection> member) {
        this(log, member, STAY_MAX, SWEEP);
    }

    /** With other times; for tests. */
    Guests(RareLog log, Predicate<Connection> member, Duration stayMax, Duration sweep) {
        this.log = log;
        this.member = member;
        this.stayMax = stayMax;
        this.sweep = sweep;
    }

    /**
     * Adds a connection, and closes those that have to go.
     *
     * @param guest has introduced itself
     * @param origin where it comes from
     */
    public void add(Connection guest, InetAddress origin) {
        forgetMembers();
        arrivals.put(guest, Environment.system().nanoTime());
        crowd.add(guest, origin).ifPresent(oldest -> turnOut(oldest, Nuisance.CROWDED));
        planSweep();
    }

    /** At most one sweep is planned at a time, however many arrive. */
    private void planSweep() {
        if (!arrivals.isEmpty() && sweepPlanned.compareAndSet(false, true)) {
            Environment.system().after(sweep, () -> {
                sweepPlanned.set(false);
                turnOutTheLingering();
                planSweep();
            });
        }
    }

    private void forgetMembers() {
        crowd.all().stream()
                .filter(guest -> guest.isClosed() || member.test(guest))
                .forEach(this::forget);
    }

    private void turnOutTheLingering() {
        forgetMembers();
        long now = Environment.system().nanoTime();
        arrivals.forEach((guest, arrival) -> {
            if (now - arrival >= stayMax.toNanos()) {
                turnOut(guest, Nuisance.LINGERING);
            }
        });
    }

    private void turnOut(Connection guest, Nuisance reason) {
        forget(guest);
        log.warn(reason, guest.peerAddress());
        // On a thread of its own: closing may wait for a write that the other side does not read.
        Thread.ofVirtual().name("processhub-jgroups-goodbye").start(() -> close(guest));
    }

    private void forget(Connection guest) {
        crowd.remove(guest);
        arrivals.remove(guest);
    }

    /** Closes without a last word, then ends the connection's threads. */
    private static void close(Connection guest) {
        try {
            guest.close(false);
            guest.close();
        } catch (IOException broken) {
            LOG.debug("{} did not close well", guest, broken);
        }
    }
}
