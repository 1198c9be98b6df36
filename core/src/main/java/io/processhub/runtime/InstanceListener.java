package io.processhub.runtime;

import io.processhub.process.ProcessId;
import io.processhub.process.Role;
import org.jspecify.annotations.Nullable;

/**
 * Hears what becomes of instances. Called from any thread, also from within the call that is the cause, while the
 * instance is locked: must be quick, must not wait and must not throw. The calls about one instance come in causal
 * order, and none comes after {@code startFailed}, {@code ended} or {@code stopped}, except that every call of
 * {@link ProcessRuntime#stop} for an instance that is gone is answered.
 */
public interface InstanceListener extends Forwarder {
    /**
     * The start callback returned; of a run loop: it is about to run.
     *
     * @param id which process
     * @param epoch which instance
     * @param merges whether it can unite the state of another instance with its own
     */
    void started(ProcessId id, long epoch, boolean merges);

    /**
     * The instance has taken up another role.
     *
     * @param id which process
     * @param epoch which instance
     * @param role the last one it was told
     * @param term of the role
     */
    void roleTaken(ProcessId id, long epoch, Role role, long term);

    /**
     * The instance will not run.
     *
     * @param id which process
     * @param epoch which instance
     * @param error why
     */
    void startFailed(ProcessId id, long epoch, Throwable error);

    /**
     * The instance ended by itself after it had started.
     *
     * @param id which process
     * @param epoch which instance
     * @param error what it threw; {@code null} when it returned, which only run loops do
     */
    void ended(ProcessId id, long epoch, @Nullable Throwable error);

    /**
     * The instance was asked to stop and does not run any more, or never ran, and its mailbox is gone. Comes in place
     * of {@code started}, {@code startFailed} and {@code ended} if those did not come before.
     *
     * @param id which process
     * @param epoch which instance
     */
    void stopped(ProcessId id, long epoch);

    /**
     * The instance handles no message until it is resumed or stopped.
     *
     * @param id which process
     * @param epoch which instance
     * @param attempt of the call of {@link ProcessRuntime#hold}
     * @param state what it hands over; {@code null} when it has nothing to hand over or was not asked for it
     */
    void held(ProcessId id, long epoch, long attempt, byte @Nullable [] state);

    /**
     * The instance has united a state with its own, or has tried to; not called for one that was asked to stop before
     * it was done.
     *
     * @param id which process
     * @param epoch which instance
     * @param attempt of the call of {@link ProcessRuntime#merge}
     * @param error what it threw; {@code null} when it has the state
     */
    void merged(ProcessId id, long epoch, long attempt, @Nullable Throwable error);

    /**
     * The instance goes on, because it could not tell its state.
     *
     * @param id which process
     * @param epoch which instance
     * @param attempt of the call of {@link ProcessRuntime#hold}
     * @param error why
     */
    void holdFailed(ProcessId id, long epoch, long attempt, Throwable error);
}
