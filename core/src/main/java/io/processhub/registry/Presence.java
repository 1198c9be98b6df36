package io.processhub.registry;

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
     */
    record Parked(String error, Stamp wish) implements Presence {}

    /**
     * It does not run any more. Said until every member has heard.
     *
     * @param cause why
     */
    record Ended(EndCause cause) implements Presence {}
}
