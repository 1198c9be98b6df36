package io.processhub.runtime;

import io.processhub.process.ProcessException;

/**
 * The receiver of the outcome of an ask. At most one of the methods is called, once, from any thread. An implementation
 * must be quick and must not throw.
 */
public interface ReplyTo {

    /**
     * The process replied.
     *
     * @param reply what the process answered
     */
    void answer(Object reply);

    /**
     * There will be no reply.
     *
     * @param reason what may be concluded
     * @param detail the rest of the sentence that begins with the process
     */
    void fail(ProcessException.Reason reason, String detail);
}
