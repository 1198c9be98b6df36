package io.processhub;

import io.processhub.process.StartResult;
import java.util.List;

/**
 * What became of a call that started several processes.
 *
 * @param results one for each spec, in the order of the call
 * @param rolledBack whether the call failed and was undone
 */
public record StartReport(List<StartResult> results, boolean rolledBack) {

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
}
