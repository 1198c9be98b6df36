package io.processhub;

import io.processhub.process.ProcessRef;
import io.processhub.process.Processes;
import io.processhub.process.StartResult;
import io.processhub.spec.ProcessSpec;
import java.util.List;

/**
 * What became of a call that started several processes.
 *
 * @param results one for each spec, in the order of the call
 * @param rolledBack whether the call failed and was undone
 * @param hub refers to the processes
 */
public record StartReport(List<StartResult> results, boolean rolledBack, Processes hub) {

    /** Freezes the results. */
    public StartReport {
        results = List.copyOf(results);
    }

    /** {@return whether every process runs; see {@link StartResult#runs}} */
    public boolean ok() {
        return results.stream().allMatch(StartResult::runs);
    }

    /** {@return the results of the processes that do not run, or not everywhere they should} */
    public List<StartResult> problems() {
        return results.stream().filter(result -> !result.runs()).toList();
    }

    /**
     * Refers to a process of the call.
     *
     * @param spec as it was given to the call
     * @param <C> the protocol of the process
     * @return the reference
     */
    public <C> ProcessRef<C> ref(ProcessSpec<C> spec) {
        return hub.ref(spec);
    }
}
