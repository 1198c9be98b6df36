package io.processhub.process;

import io.processhub.spec.Metadata;
import io.processhub.time.Durations;
import java.time.Duration;

/**
 * How to start processes.
 *
 * @param checkExisting whether the whole call is refused when one of its ids is wanted already; otherwise such
 *     processes are left alone and the others are started
 * @param onFailure what happens to the processes of the call that started when others did not
 * @param timeout how long to wait for the nodes; positive. The hub goes on trying afterwards
 * @param metadata attached to every process of the call
 */
public record StartOptions(boolean checkExisting, OnFailure onFailure, Duration timeout, Metadata metadata) {

    /** What happens to the processes that started when others of the same call did not. */
    public enum OnFailure {
        /** They go on running. */
        CONTINUE,
        /** They are stopped again, and nothing of the call is wanted any more. */
        ROLL_BACK
    }

    /** Checks for existing ids, continues on failure, waits 10 seconds, no metadata. */
    public static final StartOptions STANDARD =
            new StartOptions(true, OnFailure.CONTINUE, Duration.ofSeconds(10), Metadata.NONE);

    /**
     * Checks the timeout.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public StartOptions {
        timeout = Durations.positive("timeout", timeout);
    }

    /**
     * Whether an id that is wanted already refuses the whole call.
     *
     * @param check true to refuse
     * @return a changed copy
     */
    public StartOptions checkExisting(boolean check) {
        return new StartOptions(check, onFailure, timeout, metadata);
    }

    /**
     * What a failure means for the rest of the call.
     *
     * @param choice continue or roll back
     * @return a changed copy
     */
    public StartOptions onFailure(OnFailure choice) {
        return new StartOptions(checkExisting, choice, timeout, metadata);
    }

    /**
     * How long to wait.
     *
     * @param wait positive
     * @return a changed copy
     * @throws IllegalArgumentException when not positive
     */
    public StartOptions timeout(Duration wait) {
        return new StartOptions(checkExisting, onFailure, wait, metadata);
    }

    /**
     * What the processes can be found by.
     *
     * @param attached to every process of the call
     * @return a changed copy
     */
    public StartOptions metadata(Metadata attached) {
        return new StartOptions(checkExisting, onFailure, timeout, attached);
    }
}
