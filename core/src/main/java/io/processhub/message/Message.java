package io.processhub.message;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * One message to a process. Thread-safe; may be kept and answered after the handler has returned. The first answer
 * counts. An answer that cannot be sent, such as {@code null}, ends the wait of the sender with the reason; the process
 * goes on.
 *
 * @param <C> the protocol of the process
 */
public interface Message<C> {
    /** The most headers of a message. */
    int HEADERS_MAX = 8;

    /** The most characters of all names and values of its headers together. */
    int HEADER_CHARACTERS_MAX = 1_024;

    /** {@return what was sent} */
    C body();

    /** {@return whether the sender waits for a reply and has none yet} */
    boolean asks();

    /**
     * {@return what an observer of calls has sent with it, such as the context of a trace; unmodifiable, often empty}
     */
    Map<String, String> headers();

    /**
     * Answers the sender. Does nothing when the sender does not wait, has an answer, or has given up.
     *
     * @param question the body, which says what its answer is
     * @param answer to the question
     * @param <R> type of the answer
     * @throws IllegalArgumentException when the question is not the body of this message
     */
    <R> void reply(Ask<C, R> question, R answer);

    /**
     * Answers the sender when something else is ready, such as the reply of another process; returns at once, and the
     * process handles further messages meanwhile. When that fails, the sender gets {@code FAILED} with its reason. The
     * answer is sent by the thread that completes the stage.
     *
     * @param question the body, which says what its answer is
     * @param answer to the question, when it is there
     * @param <R> type of the answer
     * @throws IllegalArgumentException when the question is not the body of this message
     */
    <R> void replyLater(Ask<C, R> question, CompletionStage<? extends R> answer);

    /**
     * Answers a sender whose message does not say what its answer is, such as a {@link String}. Otherwise like
     * {@link #reply}.
     *
     * @param answer of a class that the hub can send: one that needs no registration, one that the process type names
     *     among its answers, or one that was registered with the hub
     */
    void replyUntyped(Object answer);
}
