package io.processhub.process;

import io.processhub.message.Message;

/**
 * A named, long-lived piece of user code that lives on messages. The hub makes a new object for every start and calls
 * it from one virtual thread at a time; what one call wrote the next one sees. Callbacks may block. An idle process
 * costs no thread.
 *
 * <p>A callback that throws ends the instance with a crash; what happens then is up to its
 * {@link io.processhub.spec.ProcessSpec.RestartPolicy}. Messages that waited are kept for the next instance on this
 * node; the one that was being handled is not handled again. A message that is not of the protocol never reaches it.
 *
 * @param <C> the protocol: what its messages are
 */
@FunctionalInterface
public interface HubProcess<C> {

    /**
     * Makes processes, and may take them back. Thread-safe.
     *
     * @param <C> the protocol of the processes
     */
    @FunctionalInterface
    interface Factory<C> {

        /**
         * Makes a new process for a start, on the thread of its callbacks.
         *
         * @return not {@code null}, and never one that was returned before; to throw counts as a failed start
         */
        HubProcess<C> make();

        /**
         * Takes back a process of which no code runs any more, whatever it ended of: to close what it holds, or to give
         * it back to a container. Called once for each one that was made, on a thread of callbacks, after its last
         * callback: before a stop is reported, but after a crash perhaps when the next instance has begun. A callback
         * that never returns prevents it. Does nothing unless it is overridden.
         *
         * @param ended the process
         * @throws Exception logged, otherwise without effect
         */
        default void release(HubProcess<C> ended) throws Exception {}
    }

    /**
     * The first call.
     *
     * @param context who it is and why it starts
     * @throws Exception when it cannot start
     */
    default void onStart(ProcessContext<C> context) throws Exception {}

    /**
     * One message.
     *
     * @param message what was sent; reply to it if it asks
     * @throws Exception to crash; the caller that waits for the reply gets a {@link ProcessException}
     */
    void onMessage(Message<C> message) throws Exception;

    /**
     * The last call when the hub stops this instance; not called after a crash.
     *
     * @param reason why
     * @throws Exception logged, otherwise without effect
     */
    default void onStop(StopReason reason) throws Exception {}

    /** Why an instance of a process is stopped by the hub. */
    enum StopReason {
        /** A caller asked for it. */
        REQUESTED,
        /** It runs on another node now. */
        MOVED,
        /** Another instance was kept after a partition or a race. */
        SUPERSEDED,
        /** This node may not run processes until it has a quorum again. */
        QUORUM_LOST,
        /** The hub on this node closes. */
        HUB_CLOSED;

        /** {@return whether another instance is there to handle what this one will not} */
        public boolean replaced() {
            return this == MOVED || this == SUPERSEDED;
        }
    }
}
