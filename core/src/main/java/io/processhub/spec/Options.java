package io.processhub.spec;

import io.processhub.spec.ProcessSpec.RestartPolicy;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of a spec that is usually the same for all processes of a type. Immutable.
 *
 * @param restart when the process is started again after it ended by itself
 * @param limit how often it may crash
 * @param startTimeout how long its start callback may take
 * @param stopTimeout how long its stop callback may take
 * @param mailboxMax how many messages may wait for it
 * @param constraints on which nodes it may run
 */
record Options(
        RestartPolicy restart,
        RestartLimit limit,
        Duration startTimeout,
        Duration stopTimeout,
        int mailboxMax,
        Constraints constraints) {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAILBOX_MAX = 1_000;
    private static final int PLACES = 64;

    /** Those made last, by their hash. A thread that misses what another one has put here shares less. */
    private static final @Nullable Options[] RECENT = new Options[PLACES];

    static final Options STANDARD = new Options(
                    RestartPolicy.PERMANENT, RestartLimit.STANDARD, TIMEOUT, TIMEOUT, MAILBOX_MAX, Constraints.NONE)
            .shared();

    /** {@return these options, if each is in its range} */
    Options checked(ProcessId id) {
        Objects.requireNonNull(restart, "restart");
        Objects.requireNonNull(limit, "limit");
        Objects.requireNonNull(constraints, "constraints; Constraints.NONE for any node");
        if (!startTimeout.isPositive() || !stopTimeout.isPositive()) {
            throw new IllegalArgumentException(
                    "timeouts of process " + id + " must be positive: start " + startTimeout + ", stop " + stopTimeout);
        }
        RestartLimit.requireBounded("startTimeout", startTimeout);
        RestartLimit.requireBounded("stopTimeout", stopTimeout);
        if (mailboxMax < 1) {
            throw new IllegalArgumentException("mailboxMax " + mailboxMax + " of process " + id + " is below 1");
        }
        return this;
    }

    /** {@return equal options, which other specs hold, too} */
    Options shared() {
        int place = hashCode() & (PLACES - 1);
        Options known = RECENT[place];
        if (known != null && equals(known)) {
            return known;
        }
        RECENT[place] = this;
        return this;
    }
}
