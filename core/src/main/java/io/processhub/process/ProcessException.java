package io.processhub.process;

import io.processhub.spec.ProcessId;
import io.processhub.text.WellFormed;

/** A message to a process came to nothing. {@link #reason()} says what may be concluded. */
public final class ProcessException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What may be concluded about the message. */
    public enum Reason {
        /** This process is not wanted, or it is not in this node's registry yet; the message was not handled. */
        NOT_FOUND,
        /** The process is wanted but has no running instance at the moment; the message was not handled. */
        NOT_RUNNING,
        /**
         * The process crashed too often on every node and waits to be tried again; the message was not handled. The
         * detail says of what it died last and when it is tried again.
         */
        PARKED,
        /** Its mailbox is full; the message was not handled. */
        MAILBOX_FULL,
        /** It is a run loop, which takes no messages; the message was not handled. */
        NO_MAILBOX,
        /**
         * The message is not of the protocol of the process, or the reference was made with another type than the
         * process has, and the message was not handled; or the reply is of another class than the question asks for,
         * and the message was handled.
         */
        WRONG_TYPE,
        /** The message or the reply is {@code null}, of no registered type, or cannot be encoded. */
        NOT_SERIALISABLE,
        /** The message or the reply does not fit into a frame. */
        TOO_LARGE,
        /** The handler threw; the message was handled in part. */
        FAILED,
        /** The process ended before it replied; the message may have been handled. */
        ENDED,
        /** The node of the process was lost before a reply came; the message may have been handled. */
        NODE_LOST,
        /** No reply came in time; the message may have been handled or may still be. */
        TIMED_OUT
    }

    /** Which process. */
    private final String process;

    /** What may be concluded. */
    private final Reason reason;

    /**
     * Without a cause.
     *
     * @param id which process
     * @param reason what may be concluded
     * @param detail the rest of the sentence that begins with the process
     */
    public ProcessException(ProcessId id, Reason reason, String detail) {
        super(WellFormed.repaired("process " + id + ": " + detail));
        this.process = id.value();
        this.reason = reason;
    }

    /** {@return which process} */
    public ProcessId id() {
        return new ProcessId(process);
    }

    /** {@return what may be concluded} */
    public Reason reason() {
        return reason;
    }
}
