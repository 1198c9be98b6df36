package io.processhub.console.cli;

import io.processhub.console.input.BadInputException;
import java.time.Duration;

/** Reads {@code --timeout}. */
final class Timeouts {
    private static final int SECONDS_MAX = 600;

    private Timeouts() {}

    static Duration seconds(int given) {
        if (given < 1 || given > SECONDS_MAX) {
            throw new BadInputException("--timeout: " + given + " must lie between 1 and " + SECONDS_MAX + " seconds");
        }
        return Duration.ofSeconds(given);
    }
}
