package io.processhub;

import io.processhub.time.Durations;
import java.time.Duration;

/**
 * How to stop processes.
 *
 * @param timeout how long to wait for the nodes; positive. What was asked for stays wanted afterwards
 */
public record StopOptions(Duration timeout) {

    /** Waits 15 seconds, which is longer than the standard stop timeout of a process. */
    public static final StopOptions STANDARD = new StopOptions(Duration.ofSeconds(15));

    /**
     * Checks the timeout.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public StopOptions {
        timeout = Durations.positive("timeout", timeout);
    }
}
