package io.processhub.process;

/**
 * A named, long-lived piece of user code that keeps a virtual thread for itself, such as a poller or a consumer. It has
 * no mailbox: sending to it fails. The hub stops it by interrupting its thread.
 */
@FunctionalInterface
public interface RunLoop {

    /**
     * Runs until the work is done or the thread is interrupted. To return is a normal end, to throw a crash; either way
     * its {@link io.processhub.spec.RestartPolicy} decides. After an interrupt both count as stopped.
     *
     * @param context who it is and why it starts
     * @throws Exception when it cannot go on
     */
    void run(ProcessContext<Void> context) throws Exception;
}
