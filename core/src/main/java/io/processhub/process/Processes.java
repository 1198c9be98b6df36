package io.processhub.process;

import java.util.concurrent.CompletableFuture;

/** The part of a hub that processes may use. Thread-safe. */
public interface Processes {

    /**
     * Refers to a process, whether it exists or not.
     *
     * @param id its name
     * @return the reference
     */
    ProcessRef ref(ProcessId id);

    /**
     * Refers to a process, whether it exists or not.
     *
     * @param id its name
     * @return the reference
     * @throws IllegalArgumentException when the name is out of its range
     */
    default ProcessRef ref(String id) {
        return ref(new ProcessId(id));
    }

    /**
     * Starts a process somewhere in the cluster, with the standard options: one that exists is left alone.
     *
     * @param spec what to start
     * @return ends, always normally, with what became of it
     */
    CompletableFuture<StartResult> start(ProcessSpec spec);

    /**
     * Makes sure that a process is wanted and waits until it runs. Any number of nodes may say so at the same time.
     *
     * @param spec what to start when nothing of this name is wanted yet; otherwise only its id counts
     * @return ends, always normally, with {@link StartResult.Started} or {@link StartResult.AlreadyExists}, or with
     *     what went wrong
     */
    CompletableFuture<StartResult> ensure(ProcessSpec spec);

    /**
     * Stops a process everywhere, for good, with the standard options.
     *
     * @param id which process
     * @return ends, always normally, with what became of it
     */
    CompletableFuture<StopResult> stop(ProcessId id);
}
