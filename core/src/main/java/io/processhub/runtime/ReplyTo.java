package io.processhub.runtime;

import io.processhub.process.ProcessException;

/**
 * Where the end of an ask is told: at most one call, of one of the methods, from any thread. Must be quick and not
 * throw.
 */
public interface ReplyTo {

    /**
     * The process replied.
     *
     * @param reply what it said
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
