package io.processhub.runtime;

import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import org.jspecify.annotations.Nullable;

/**
 * Receives what becomes of instances, as inputs for the hub's decisions. Called from any thread, also from within the
 * call that is the cause, while the instance is locked: an implementation must be quick, must not wait and must not
 * throw. The calls about one instance come in causal order, and none comes after {@code startFailed}, {@code ended} or
 * {@code stopped}, except that every call of {@link ProcessRuntime#stop} for an instance that is gone is answered.
 */
public interface InstanceListener {

    /**
     * The start callback returned; of a run loop: it is about to run.
     *
     * @param id which process
     * @param epoch which instance
     * @param merges whether the process can merge the state of another instance into its own
     */
    void started(ProcessId id, long epoch, boolean merges);

    /**
     * The instance has taken up another role.
     *
     * @param id which process
     * @param epoch which instance
     * @param role the role that was assigned last
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
     * @param error what the process threw; {@code null} when it returned, which only run loops do
     */
    void ended(ProcessId id, long epoch, @Nullable Throwable error);

    /**
     * The instance was asked to stop and does not run any more, or never ran, and its mailbox is gone. Called instead
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
     * @param state what the process hands over; {@code null} when it has no state or was not asked for it
     */
    void held(ProcessId id, long epoch, long attempt, byte @Nullable [] state);

    /**
     * The instance has merged a state into its own, or has failed to; not called for an instance that was asked to stop
     * before.
     *
     * @param id which process
     * @param epoch which instance
     * @param attempt of the call of {@link ProcessRuntime#merge}
     * @param error what the process threw; {@code null} when the state is merged
     */
    void merged(ProcessId id, long epoch, long attempt, @Nullable Throwable error);

    /**
     * The instance goes on, because it could not hand over its state.
     *
     * @param id which process
     * @param epoch which instance
     * @param attempt of the call of {@link ProcessRuntime#hold}
     * @param error why
     */
    void holdFailed(ProcessId id, long epoch, long attempt, Throwable error);
}
