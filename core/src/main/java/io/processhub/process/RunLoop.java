package io.processhub.process;

import java.io.Serializable;

/**
 * A named, long-lived piece of user code that keeps a virtual thread for itself, such as a poller or a consumer. It has
 * no mailbox: sending to it fails. The hub stops it by interrupting its thread.
 */
@FunctionalInterface
public interface RunLoop {

    /**
     * Makes run loops. It is serializable, as no other factory is, so that a lambda expression or a method reference
     * tells what it makes: a loop that has what counts for a {@link HubProcess} only is refused when it is registered.
     * It is never serialized; what it captures need not be serializable.
     *
     * @param <L> class of the loops
     */
    @FunctionalInterface
    interface Factory<L extends RunLoop> extends Serializable {

        /**
         * Makes a new loop for a start of a process, on a worker thread.
         *
         * @return not {@code null}; to throw counts as a failed start
         */
        L make();

        /**
         * Takes back a loop that has returned, as {@link HubProcess.Factory#release} does a process.
         *
         * @param ended the loop
         * @throws Exception logged, otherwise without effect
         */
        default void release(L ended) throws Exception {}
    }

    /**
     * Runs until the work is done or the thread is interrupted. To return is a normal end, to throw a crash; either way
     * its {@link io.processhub.spec.ProcessSpec.RestartPolicy} decides. After an interrupt both count as stopped.
     *
     * @param context who it is and why it starts
     * @throws Exception when it cannot go on
     */
    void run(ProcessContext<Void> context) throws Exception;
}
