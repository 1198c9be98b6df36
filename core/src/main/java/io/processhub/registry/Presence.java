package io.processhub.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a node says about its own copy of a process. */
public sealed interface Presence {

    /**
     * It runs.
     *
     * @param instance the copy
     */
    record Running(Instance instance) implements Presence {}

    /**
     * It crashed too often; other nodes shall try it while this is said. A later wish may be for something better, and
     * begins afresh.
     *
     * @param error what it died of
     * @param wish stamp of the intent it was started for
     * @param until when the node will try it again, by its wall clock, to the millisecond; {@code null} when it does
     *     not say
     */
    record Parked(String error, Stamp wish, @Nullable Instant until) implements Presence {}

    /**
     * It does not run any more. Said until every member has heard.
     *
     * @param cause why
     */
    record Ended(EndCause cause) implements Presence {}
}
