package io.processhub.hook;

import io.processhub.message.Message;
import io.processhub.process.ProcessContext;
import io.processhub.spec.ProcessId;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Surrounds what processes are sent and what they do with it: for traces, and for times. It follows the messages that
 * it chooses; each of the others costs one call of a method that answers at once.
 *
 * <p>Called by the threads that send and that run processes, many at a time: an implementation must be thread-safe and
 * quick. What it throws is logged and has no effect on the message.
 */
public interface CallObserver {
    /** Follows nothing. */
    CallObserver NONE = new CallObserver() {};

    /**
     * A caller is about to send a message, on its thread.
     *
     * @param to the process
     * @param type of the process; empty when this node knows no process of that name
     * @param asks whether the caller waits for an answer
     * @param message what is sent
     * @return {@link Sending#NONE} unless the message is to be followed
     */
    default Sending sending(ProcessId to, String type, boolean asks, Object message) {
        return Sending.NONE;
    }

    /**
     * A message without headers has arrived from another node. Called by the thread that delivers frames.
     *
     * @param to the process
     * @return whether it is to be followed from here
     */
    default boolean follows(ProcessId to) {
        return false;
    }

    /**
     * A process is about to handle a message that is followed, on the thread of its callbacks. Before the answer is
     * used, other messages that the process sends from here are sent by this thread.
     *
     * @param process which one
     * @param message what it handles, with its headers
     * @param waited since it was sent on this node, or has arrived on it
     * @return notified of the end; {@link Handling#NONE} for none
     */
    default Handling handling(ProcessContext<?> process, Message<?> message, Duration waited) {
        return Handling.NONE;
    }

    /** One message on its way to a process. */
    interface Sending {
        /** Is not followed. */
        Sending NONE = new Sending() {};

        /** {@return whether the message is followed to its handler; if not, only its end is notified} */
        default boolean toHandler() {
            return true;
        }

        /**
         * What goes with the message, across nodes and moves, such as the context of a trace.
         *
         * @return at most {@value Message#HEADERS_MAX} headers of {@value Message#HEADER_CHARACTERS_MAX} characters
         *     together; what is more is left out, and all of them when they would not fit into a frame with the message
         */
        default Map<String, String> headers() {
            return Map.of();
        }

        /**
         * A message that asks for nothing has left; or the answer to a question is there, or there will be none. Called
         * once.
         *
         * @param failure why it was not sent or not answered; {@code null} when it was
         * @param remote whether it went to another node, as far as is known
         */
        default void done(@Nullable Throwable failure, boolean remote) {}
    }

    /** One message while it is handled. */
    interface Handling {
        /** Is not followed. */
        Handling NONE = new Handling() {};

        /**
         * The handler has returned; on its thread, once.
         *
         * @param failure what it threw; {@code null} when it returned normally
         */
        default void done(@Nullable Throwable failure) {}
    }
}
