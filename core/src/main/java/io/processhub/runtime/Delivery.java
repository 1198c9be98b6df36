package io.processhub.runtime;

/** What became of a message that was handed to the runtime. */
public enum Delivery {
    /** It waits in the mailbox and is handled, unless the process ends first. */
    ACCEPTED,
    /** No such process here, or it was asked to stop; another node may have it. */
    NO_PROCESS,
    /** The copy here is passive, and an active one was asked for. */
    PASSIVE,
    /** As many messages wait as may wait. */
    FULL,
    /** The process is a run loop. */
    NO_MAILBOX
}
