package io.processhub.process;

import java.util.function.Supplier;

/** The code behind a type name: makes a new object for every start of a process. */
public sealed interface ProcessType {

    /**
     * Code that lives on messages.
     *
     * @param factory called on a worker thread at every start; may throw, which counts as a failed start
     */
    record Messages(Supplier<? extends HubProcess> factory) implements ProcessType {}

    /**
     * Code that keeps a thread.
     *
     * @param factory called on a worker thread at every start; may throw, which counts as a failed start
     */
    record Loop(Supplier<? extends RunLoop> factory) implements ProcessType {}
}
