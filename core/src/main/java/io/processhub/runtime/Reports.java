package io.processhub.runtime;

import org.jspecify.annotations.Nullable;

/** Receives the changes of a {@link Runner}, under its lock. */
interface Reports {

    /** The instance runs; {@code merges} when it can merge the state of another instance into its own. */
    void started(InstanceContext<?> context, boolean merges);

    void startFailed(InstanceContext<?> context, Throwable error);

    /** The instance has taken up another role. */
    void took(InstanceContext<?> context, RoleSlot.Assignment assignment);

    void ended(InstanceContext<?> context, @Nullable Throwable error);

    /** The instance has stopped; {@code error} is what the user code threw meanwhile. */
    void stopped(InstanceContext<?> context, @Nullable Throwable error);

    /** The instance handles no message until it is resumed or stopped. */
    void held(InstanceContext<?> context, Hold hold, byte @Nullable [] state);

    /** The instance has merged another state into its own, or could not because of {@code error}. */
    void merged(InstanceContext<?> context, MergeState mergeState, @Nullable Throwable error);

    /** The instance goes on: it could not hand over its state. */
    void holdFailed(InstanceContext<?> context, Hold hold, Throwable error);

    /** User code ignores its interrupt and keeps its thread; the report of the end follows. */
    void abandoned(InstanceContext<?> context, Runner.Phase phase);
}
