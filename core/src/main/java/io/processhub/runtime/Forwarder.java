package io.processhub.runtime;

import io.processhub.process.ProcessException.Reason;
import io.processhub.spec.ProcessId;
import org.jspecify.annotations.Nullable;

/**
 * Takes the messages that an instance leaves unhandled: those that wait for an instance which was replaced by one on
 * another node, and the number of those that are lost. Thread-safe; no method may wait or throw.
 */
public interface Forwarder {

    /**
     * Whether this node knows where the replacing instance runs. Called on a worker.
     *
     * @param id which process
     * @return whether its messages can be forwarded now
     */
    boolean successorKnown(ProcessId id);

    /**
     * Sends one message after its process. Called on a worker, once for each message, in the order in which the
     * messages came; may run an encoder, which is user code.
     *
     * @param id which process
     * @param body as it was delivered to the runtime
     * @param replyTo the sender that waits for a reply; {@code null} when none does
     */
    void forward(ProcessId id, Object body, @Nullable ReplyTo replyTo);

    /**
     * Counts messages that will not be handled and whose senders wait for no reply. Called from any thread; quick.
     *
     * @param id which process
     * @param reason why
     * @param messages how many; positive
     */
    void dropped(ProcessId id, Reason reason, int messages);

    /**
     * A message without content that no process sees. Its reply comes when all messages before it have been handled,
     * here or, after a move, on the node to which they were forwarded.
     */
    enum FlushMarker {
        /** The only one. */
        MARKER
    }
}
