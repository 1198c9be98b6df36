package io.processhub.console.input;

import java.time.Duration;

/** Checks the option {@code --timeout}. Stateless. */
public final class Timeouts {
    private static final int SECONDS_MAX = 600;

    private Timeouts() {}

    /**
     * Checks a number of seconds.
     *
     * @param given the value of the option, in seconds
     * @return the same time
     * @throws BadInputException when it is not between 1 and 600
     */
    public static Duration seconds(int given) {
        if (given < 1 || given > SECONDS_MAX) {
            throw new BadInputException("--timeout: " + given + " must be between 1 and " + SECONDS_MAX + " seconds");
        }
        return Duration.ofSeconds(given);
    }
}
