package io.processhub.runtime;

import io.processhub.process.ProcessContext;
import org.jspecify.annotations.Nullable;

/** What a {@link Life} tells of itself. */
interface Reports {
    /** It runs; {@code merges} when it can unite the state of another instance with its own. */
    void started(ProcessContext context, boolean merges);

    void startFailed(ProcessContext context, Throwable error);

    /** It has taken up another role. */
    void took(ProcessContext context, RoleSlot.Assignment assignment);

    void ended(ProcessContext context, @Nullable Throwable error);

    /** The error, if any, is what the user code threw on its way out. */
    void stopped(ProcessContext context, @Nullable Throwable error);

    /** It handles no message until it is resumed or stopped. */
    void held(ProcessContext context, Hold hold, byte @Nullable [] state);

    /** It has united another state with its own, or could not because of the error. */
    void merged(ProcessContext context, Runner.MergeState legacy, @Nullable Throwable error);

    /** It goes on: it could not tell its state. */
    void holdFailed(ProcessContext context, Hold hold, Throwable error);

    /** User code ignores its interrupt; its thread is left to itself. Another report follows. */
    void abandoned(ProcessContext context, Life.Phase phase);
}
