package io.processhub.process;

import io.processhub.spec.ProcessId;

/**
 * What became of one process that was asked to start, and how to reach it.
 *
 * @param result what became of it
 * @param ref refers to it, whether or not it runs
 * @param <C> the protocol of the process
 */
public record Start<C>(StartResult result, ProcessRef<C> ref) {

    /** {@return which process} */
    public ProcessId id() {
        return result.id();
    }

    /** {@return whether the process runs on all nodes it should run on} */
    public boolean runs() {
        return result.runs();
    }
}
