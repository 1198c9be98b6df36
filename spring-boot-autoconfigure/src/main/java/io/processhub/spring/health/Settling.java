package io.processhub.spring.health;

import io.processhub.HubStatus;
import io.processhub.spring.configuration.ProcessHubProperties.ReadyWhen;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether the hub has been ready once: later moves do not take the application out of its load balancer. Thread-safe.
 */
final class Settling {
    private final ReadyWhen readyWhen;
    private final Duration limit;
    private final LongSupplier nanos;
    private volatile boolean over;
    private volatile long joinedAt;
    private volatile boolean joined;

    /**
     * A hub that has not joined.
     *
     * @param readyWhen what it waits for
     * @param limit after how long it counts as settled whatever moves
     * @param nanos a monotonic clock
     */
    Settling(ReadyWhen readyWhen, Duration limit, LongSupplier nanos) {
        this.readyWhen = readyWhen;
        this.limit = limit;
        this.nanos = nanos;
    }

    /** Whether the hub is ready now or was before; the time counts from the first look at a hub that has joined. */
    boolean over(HubStatus status) {
        if (!joined) {
            joinedAt = nanos.getAsLong();
            joined = true;
        }
        boolean settled =
                !status.membership().redistributing() && status.registry().waiting() == 0;
        boolean late = nanos.getAsLong() - joinedAt >= limit.toNanos();
        over = over || readyWhen != ReadyWhen.SETTLED || settled || late;
        return over;
    }
}
