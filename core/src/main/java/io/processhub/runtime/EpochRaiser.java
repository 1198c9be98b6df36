package io.processhub.runtime;

import io.processhub.spec.ProcessId;
import java.util.concurrent.CompletableFuture;

/** Gives instances greater epochs. Thread-safe. */
@FunctionalInterface
public interface EpochRaiser {

    /** Refuses all. */
    EpochRaiser NONE = (id, born, seen) ->
            CompletableFuture.failedFuture(new IllegalStateException("process " + id + " has no hub to ask"));

    /**
     * Asks for a greater epoch.
     *
     * @param id which process
     * @param born epoch of the instance at its start
     * @param seen what the new epoch must exceed
     * @return ends with the epoch that the instance has from now on, or with the reason why it is not raised
     */
    CompletableFuture<Long> raise(ProcessId id, long born, long seen);
}
