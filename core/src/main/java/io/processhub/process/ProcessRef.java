package io.processhub.process;

import io.processhub.message.MessageTypes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Refers to a process by name, wherever it runs now. Cheap to make, safe to keep for ever, thread-safe. */
public interface ProcessRef {

    /** {@return the name it refers to; whether such a process exists shows when it is called} */
    ProcessId id();

    /**
     * Sends a message without waiting; it arrives at most once, in the order of the calls of one thread while the
     * process stays where it is.
     *
     * @param message a type that the hub can send; see {@link MessageTypes}
     * @throws ProcessException when this node can already tell that the message will not arrive: no such process,
     *     mailbox full, type not registered, too large. That nothing is thrown does not prove that it arrives
     */
    void tell(Object message);

    /**
     * Sends a message and waits for the reply for up to the hub's ask timeout.
     *
     * @param message a type that the hub can send; see {@link MessageTypes}
     * @param <R> the type of the reply, which is not checked here
     * @return ends with the reply, or with a {@link ProcessException} that says what may be concluded
     */
    <R> CompletableFuture<R> ask(Object message);

    /**
     * Sends a message and waits for the reply.
     *
     * @param message a type that the hub can send; see {@link MessageTypes}
     * @param timeout how long to wait; positive
     * @param <R> the type of the reply, which is not checked here
     * @return ends with the reply, or with a {@link ProcessException} that says what may be concluded
     */
    <R> CompletableFuture<R> ask(Object message, Duration timeout);
}
