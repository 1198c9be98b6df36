package io.processhub;

import io.processhub.process.StopResult;
import java.util.List;

/**
 * What became of a call that stopped several processes.
 *
 * @param results one for each id, in the order of the call
 */
public record StopReport(List<StopResult> results) {

    /** Freezes the results. */
    public StopReport {
        results = List.copyOf(results);
    }

    /** {@return whether every process was found and stopped} */
    public boolean ok() {
        return results.stream().allMatch(StopResult.Stopped.class::isInstance);
    }

    /** {@return the results of the processes that were not found or not stopped in time} */
    public List<StopResult> problems() {
        return results.stream()
                .filter(result -> !(result instanceof StopResult.Stopped))
                .toList();
    }
}
