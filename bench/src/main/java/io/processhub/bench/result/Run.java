package io.processhub.bench.result;

import java.util.List;

/**
 * What one command measured.
 *
 * @param date when it began, in UTC
 * @param commit which version of ours
 * @param command how to repeat it
 * @param machine where
 * @param promises of the contestants
 * @param rows all figures
 * @param failures what could not be measured, and why
 */
public record Run(
        String date,
        String commit,
        String command,
        Machine machine,
        List<Promise> promises,
        List<Row> rows,
        List<String> failures) {

    /**
     * What a contestant does in a workload, so that ratios are read right.
     *
     * @param workload which work
     * @param contestant its name
     * @param title with its version
     * @param text what it promises
     */
    public record Promise(String workload, String contestant, String title, String text) {}
}
