package io.processhub.runtime;

import io.processhub.process.ProcessException;
import org.jspecify.annotations.Nullable;

/**
 * The receiver of the outcome of an ask. At most one of the methods is called, once, from any thread. An implementation
 * must be quick and must not throw.
 */
public interface ReplyTo {

    /**
     * The process replied.
     *
     * @param question what the reply answers; it may declare the type of the answer
     * @param reply what the process answered; {@code null} is refused like every reply that cannot be sent
     */
    void answer(Object question, @Nullable Object reply);

    /**
     * There will be no reply.
     *
     * @param reason what may be concluded
     * @param detail the rest of the sentence that begins with the process
     */
    void fail(ProcessException.Reason reason, String detail);
}
