package io.processhub.runtime;

import io.processhub.process.ProcessId;
import org.jspecify.annotations.Nullable;

/** Takes the messages that waited for an instance which was stopped because another one is in its place. */
public interface Onward {

    /**
     * Whether it is known where the other instance is. Called on a worker.
     *
     * @param id which process
     * @return whether messages can be passed on
     */
    boolean hasHeir(ProcessId id);

    /**
     * Takes one message, in the order in which they came. Called on a worker; may run user code of the hub.
     *
     * @param id which process
     * @param body as it was delivered
     * @param replyTo who asks; {@code null} for nobody
     */
    void passOn(ProcessId id, Object body, @Nullable ReplyTo replyTo);
}
