package io.processhub.runtime;

import io.processhub.process.ProcessException.Reason;
import io.processhub.process.ProcessId;
import org.jspecify.annotations.Nullable;

/**
 * Takes the messages that waited for an instance which was stopped because another one is in its place, and hears of
 * those that are lost.
 */
public interface Forwarder {

    /**
     * Whether it is known where the other instance is. Called on a worker.
     *
     * @param id which process
     * @return whether messages can be passed on
     */
    boolean successorKnown(ProcessId id);

    /**
     * Takes one message, in the order in which they came. Called on a worker; may run user code of the hub.
     *
     * @param id which process
     * @param body as it was delivered
     * @param replyTo who asks; {@code null} for nobody
     */
    void passOn(ProcessId id, Object body, @Nullable ReplyTo replyTo);

    /**
     * Hears that messages will not be handled while nobody waits to be told. Called from any thread; quick.
     *
     * @param id which process
     * @param reason why
     * @param messages how many; positive
     */
    void dropped(ProcessId id, Reason reason, int messages);
}
