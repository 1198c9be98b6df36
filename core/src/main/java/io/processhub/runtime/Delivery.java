package io.processhub.runtime;

/** What became of a message that was given to the runtime. */
public enum Delivery {
    /** The message waits in the mailbox and will be handled, unless the process ends first. */
    ACCEPTED,
    /** The process does not run here, or is stopping; another node may run it. */
    NO_PROCESS,
    /** The copy here is passive, and an active one was asked for. */
    PASSIVE,
    /** The process does not understand messages of this class, or is not of the type that the sender takes it for. */
    WRONG_TYPE,
    /** The mailbox holds as many messages as it may. */
    FULL,
    /** The process is a run loop. */
    NO_MAILBOX
}
