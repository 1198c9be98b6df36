package io.processhub.bench.report;

import io.processhub.bench.result.Row;
import io.processhub.bench.result.Run;
import io.processhub.bench.workload.Workload;
import io.processhub.console.terminal.Table;
import java.util.ArrayList;
import java.util.List;

/** Results for a terminal. */
public final class Screen {
    private Screen() {}

    /** {@return what was measured of a workload, and what each contestant promises} */
    public static List<String> lines(Workload workload, List<Row> rows, List<Run.Promise> promises) {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add("== " + workload.name());
        lines.add(workload.method());
        lines.add("Median (minimum–maximum); × is how many times better ours is.");
        List<List<String>> cells = new Comparison(rows).lines();
        var table = new Table(cells.getFirst().toArray(String[]::new));
        cells.stream().skip(1).forEach(line -> table.row(line.toArray()));
        lines.addAll(table.lines());
        promises.forEach(promise -> lines.add(promise.contestant() + " (" + promise.title() + "): " + promise.text()));
        return lines;
    }
}
