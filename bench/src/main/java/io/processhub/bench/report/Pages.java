package io.processhub.bench.report;

import io.processhub.bench.result.Machine;
import io.processhub.bench.result.Results;
import io.processhub.bench.result.Row;
import io.processhub.bench.result.Run;
import io.processhub.bench.workload.Workload;
import io.processhub.bench.workload.Workloads;
import io.processhub.benchmarks.chart.Chart;
import io.processhub.benchmarks.chart.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Brings a document and its plots up to date with results. The same results give the same files. */
public final class Pages {
    private static final String MACHINE = "machine";
    private static final String GOALS = "goals";
    private static final String UNMEASURED = "Not measured yet.";
    private static final double GIB = 1 << 30;

    private Pages() {}

    /**
     * Writes tables into the places of a document, and plots into the folder {@code img} beside it.
     *
     * @throws IllegalArgumentException when the document has a place for something unknown
     * @throws IOException when it cannot be read or written
     */
    public static void write(Results results, Path document) throws IOException {
        Map<String, Chart> plots = new Plots(results.rows()).all();
        String filled = Document.fill(Files.readString(document), tables(results, plots));
        Path folder = Files.createDirectories(document.resolveSibling("img"));
        for (Map.Entry<String, Chart> plot : plots.entrySet()) {
            Files.writeString(folder.resolve(plot.getKey()), plot.getValue().svg());
        }
        Files.writeString(document, filled);
    }

    static Map<String, List<String>> tables(Results results, Map<String, Chart> plots) {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        tables.put(MACHINE, machines(results));
        tables.put(GOALS, markdown(Goals.lines(results.rows())));
        for (Workload workload : Workloads.ALL) {
            tables.put(workload.name(), measured(workload, results, plots));
        }
        return tables;
    }

    private static List<String> machines(Results results) {
        if (results.runs().isEmpty()) {
            return List.of(UNMEASURED);
        }
        var lines = new ArrayList<List<String>>();
        lines.add(List.of("date", "commit", "command", "machine"));
        results.runs()
                .forEach(run -> lines.add(List.of(
                        run.date(), "`" + run.commit() + "`", "`" + run.command() + "`", machine(run.machine()))));
        return markdown(lines);
    }

    private static String machine(Machine machine) {
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %.0f GiB, %s, %s; load before: %.2f%s",
                machine.processor(),
                machine.cores(),
                machine.memoryBytes() / GIB,
                machine.system(),
                machine.java(),
                machine.load(),
                machine.quiet() ? "" : ", **not quiet: do not quote**");
    }

    private static List<String> measured(Workload workload, Results results, Map<String, Chart> plots) {
        List<Row> rows = results.rows().stream()
                .filter(row -> row.workload().equals(workload.name()))
                .toList();
        var lines = new ArrayList<>(List.of(workload.method(), ""));
        if (rows.isEmpty()) {
            lines.add(UNMEASURED);
            return lines;
        }
        lines.addAll(markdown(new Comparison(rows).lines()));
        lines.add("");
        lines.addAll(markdown(promises(workload.name(), results.promises())));
        plots.forEach((file, chart) -> {
            if (file.startsWith("bench-" + workload.name() + "-")) {
                lines.add("");
                lines.add("![" + chart.title() + "](img/" + file + ")");
            }
        });
        return lines;
    }

    private static List<List<String>> promises(String workload, List<Run.Promise> promises) {
        return Stream.concat(
                        Stream.of(List.of("contestant", "is", "promises")),
                        promises.stream()
                                .filter(promise -> promise.workload().equals(workload))
                                .map(promise -> List.of(promise.contestant(), promise.title(), promise.text())))
                .toList();
    }

    private static List<String> markdown(List<List<String>> lines) {
        List<String> rule = Collections.nCopies(lines.getFirst().size(), "---");
        return Stream.concat(Stream.of(lines.getFirst(), rule), lines.stream().skip(1))
                .map(cells -> "| " + String.join(" | ", cells) + " |")
                .toList();
    }
}
