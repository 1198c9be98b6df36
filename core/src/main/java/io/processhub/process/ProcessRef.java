package io.processhub.process;

import io.processhub.message.Ask;
import io.processhub.spec.ProcessId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Refers to a process by name, wherever it runs now. Cheap to make, safe to keep for ever, thread-safe.
 *
 * <p>The same rules hold wherever the process runs: {@code null}, a message of another protocol, of a class that is not
 * registered, or over the size that may be sent is refused with a {@link ProcessException} that says why, and so is
 * such an answer. No such message ends a process. A record that holds {@code null} counts as one that cannot be sent.
 *
 * @param <C> the protocol of the process
 */
public interface ProcessRef<C> {

    /** {@return the name it refers to; whether such a process exists shows when it is called} */
    ProcessId id();

    /**
     * Sends a message without waiting; it arrives at most once, in the order of the calls of one thread while the
     * process stays where it is.
     *
     * @param message what to send
     * @throws ProcessException when this node can already tell that the message will not arrive: no such process, a
     *     process of another type, mailbox full, type not registered, too large. That nothing is thrown does not prove
     *     that it arrives
     */
    void tell(C message);

    /**
     * Sends a question and waits for the answer for up to the hub's ask timeout.
     *
     * @param question a message that says what its answer is
     * @param <R> type of the answer
     * @return ends with the answer, or with a {@link ProcessException} that says what may be concluded. To cancel it is
     *     to wait no longer; the question may still be handled
     */
    <R> CompletableFuture<R> ask(Ask<C, R> question);

    /**
     * Sends a question and waits for the answer.
     *
     * @param question a message that says what its answer is
     * @param timeout how long to wait; positive
     * @param <R> type of the answer
     * @return ends as with {@link #ask(Ask)}
     * @throws IllegalArgumentException when the timeout is not positive
     */
    <R> CompletableFuture<R> ask(Ask<C, R> question, Duration timeout);

    /**
     * Sends a message that does not say what its answer is, such as a {@link String}, and waits for the answer for up
     * to the hub's ask timeout.
     *
     * @param message what to send
     * @param answer class of the answer; {@code Object.class} takes any
     * @param <R> type of the answer
     * @return ends as with {@link #ask(Ask)}; with the reason {@code WRONG_TYPE} when the answer is of another class
     */
    <R> CompletableFuture<R> ask(C message, Class<R> answer);

    /**
     * Sends a message that does not say what its answer is, and waits for the answer.
     *
     * @param message what to send
     * @param answer class of the answer; {@code Object.class} takes any
     * @param timeout how long to wait; positive
     * @param <R> type of the answer
     * @return ends as with {@link #ask(Object, Class)}
     * @throws IllegalArgumentException when the timeout is not positive
     */
    <R> CompletableFuture<R> ask(C message, Class<R> answer, Duration timeout);
}
