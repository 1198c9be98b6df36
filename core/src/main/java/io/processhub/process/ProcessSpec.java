package io.processhub.process;

import java.time.Duration;
import java.util.Objects;

/**
 * What is needed to start a process on any node. The type is a name registered on the nodes, never a class.
 *
 * @param id unique in the hub
 * @param type name under which the nodes registered the code; 1 to 255 characters
 * @param argument handed to the process at every start; at most 16,384 characters, empty for none; JSON by convention
 *     where it has structure
 * @param restart when it is started again after it ended by itself
 * @param limit how often it may crash
 * @param startTimeout how long its start callback may take; positive, at most 36,500 days
 * @param stopTimeout how long its stop callback, and a message it is still working on, may take; positive, at most
 *     36,500 days
 * @param mailboxMax how many messages may wait for it; positive
 */
public record ProcessSpec(
        ProcessId id,
        String type,
        String argument,
        RestartPolicy restart,
        RestartLimit limit,
        Duration startTimeout,
        Duration stopTimeout,
        int mailboxMax) {
    private static final int TYPE_CHARACTERS_MAX = 255;
    private static final int ARGUMENT_CHARACTERS_MAX = 16_384;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAILBOX_MAX = 1_000;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when one is out of its range
     */
    public ProcessSpec {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(restart, "restart");
        Objects.requireNonNull(limit, "limit");
        if (type.isEmpty() || type.length() > TYPE_CHARACTERS_MAX) {
            throw new IllegalArgumentException("type '" + type + "' of process " + id + " has " + type.length()
                    + " characters; allowed are 1 to " + TYPE_CHARACTERS_MAX);
        }
        if (argument.length() > ARGUMENT_CHARACTERS_MAX) {
            throw new IllegalArgumentException("argument of process " + id + " has " + argument.length()
                    + " characters; allowed are " + ARGUMENT_CHARACTERS_MAX + ": keep large data in a store");
        }
        if (!startTimeout.isPositive() || !stopTimeout.isPositive()) {
            throw new IllegalArgumentException(
                    "timeouts of process " + id + " must be positive: start " + startTimeout + ", stop " + stopTimeout);
        }
        RestartLimit.requireBounded("startTimeout", startTimeout);
        RestartLimit.requireBounded("stopTimeout", stopTimeout);
        if (mailboxMax < 1) {
            throw new IllegalArgumentException("mailboxMax " + mailboxMax + " of process " + id + " is below 1");
        }
    }

    /**
     * A permanent process with the standard limits: no argument, 10 seconds to start and to stop, room for 1,000
     * messages.
     *
     * @param id unique in the hub
     * @param type registered on the nodes
     * @return the spec
     * @throws IllegalArgumentException when the id or the type is out of its range
     */
    public static ProcessSpec of(String id, String type) {
        return new ProcessSpec(
                new ProcessId(id),
                type,
                "",
                RestartPolicy.PERMANENT,
                RestartLimit.STANDARD,
                TIMEOUT,
                TIMEOUT,
                MAILBOX_MAX);
    }

    /**
     * Another argument.
     *
     * @param value handed to the process at every start
     * @return a changed copy
     * @throws IllegalArgumentException when too long
     */
    public ProcessSpec argument(String value) {
        return new ProcessSpec(id, type, value, restart, limit, startTimeout, stopTimeout, mailboxMax);
    }

    /**
     * Another restart policy.
     *
     * @param policy when to start again
     * @return a changed copy
     */
    public ProcessSpec restart(RestartPolicy policy) {
        return new ProcessSpec(id, type, argument, policy, limit, startTimeout, stopTimeout, mailboxMax);
    }

    /**
     * Another restart limit.
     *
     * @param value how often it may crash
     * @return a changed copy
     */
    public ProcessSpec limit(RestartLimit value) {
        return new ProcessSpec(id, type, argument, restart, value, startTimeout, stopTimeout, mailboxMax);
    }

    /**
     * Other time limits.
     *
     * @param start how long the start callback may take
     * @param stop how long the stop callback may take
     * @return a changed copy
     * @throws IllegalArgumentException when one is not positive or too long
     */
    public ProcessSpec timeouts(Duration start, Duration stop) {
        return new ProcessSpec(id, type, argument, restart, limit, start, stop, mailboxMax);
    }

    /**
     * Another mailbox size.
     *
     * @param messages how many may wait
     * @return a changed copy
     * @throws IllegalArgumentException when below 1
     */
    public ProcessSpec mailboxMax(int messages) {
        return new ProcessSpec(id, type, argument, restart, limit, startTimeout, stopTimeout, messages);
    }
}
