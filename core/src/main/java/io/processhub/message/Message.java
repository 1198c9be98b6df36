package io.processhub.message;

/** One message to a process. Thread-safe; may be kept and answered after the handler has returned. */
public interface Message {

    /** {@return what was sent} */
    Object body();

    /** {@return whether the sender waits for a reply} */
    boolean asks();

    /**
     * Answers the sender. Does nothing when the sender does not wait, has an answer, or has given up.
     *
     * @param answer a type that the hub can send; see {@link MessageTypes}
     */
    void reply(Object answer);
}
