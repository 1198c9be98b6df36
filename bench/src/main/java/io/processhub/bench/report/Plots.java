package io.processhub.bench.report;

import io.processhub.bench.result.Figure;
import io.processhub.bench.result.Row;
import io.processhub.benchmarks.chart.Axis;
import io.processhub.benchmarks.chart.Chart;
import io.processhub.benchmarks.chart.Ink;
import io.processhub.benchmarks.chart.Series;
import io.processhub.benchmarks.chart.Series.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Medians over the size of the work, where more than one size was measured.
 *
 * @param rows all that was measured
 */
record Plots(List<Row> rows) {
    private static final Map<String, Ink> INKS = Map.of(
            "ours", Ink.BLUE,
            "pekko", Ink.ORANGE,
            "hazelcast", Ink.PURPLE,
            "infinispan", Ink.GREEN,
            "jgroups", Ink.RED);

    /** {@return charts by the name of their file, which begins with that of the workload} */
    Map<String, Chart> all() {
        Map<String, Chart> charts = new LinkedHashMap<>();
        add(charts, "start", Figure.STARTS, "Starts a second, until in every registry", "processes");
        add(charts, "start", Figure.CPU_EACH, "CPU of all nodes for a start, µs", "processes");
        add(charts, "start", Figure.ALLOCATED_EACH, "Bytes allocated by all nodes for a start", "processes");
        add(charts, "lookup", Figure.LOOKUP, "A look-up by name, ns", "processes");
        add(charts, "tell", Figure.RATE, "Messages a second within one JVM", "receivers");
        return charts;
    }

    private void add(Map<String, Chart> charts, String workload, Figure figure, String title, String across) {
        List<Series> lines = series(workload, figure);
        List<Double> sizes = values(lines, Point::x);
        if (sizes.size() > 1) {
            String file = "bench-" + workload + "-" + figure.name().toLowerCase(Locale.ROOT) + ".svg";
            charts.put(
                    file,
                    new Chart(
                            title,
                            Axis.ofValues(across, sizes),
                            Axis.decades(figure.title(), values(lines, Point::y)),
                            lines));
        }
    }

    /** One line for each contestant and number of nodes. */
    private List<Series> series(String workload, Figure figure) {
        Map<String, List<Row>> lines = new LinkedHashMap<>();
        rows.stream()
                .filter(row -> row.workload().equals(workload) && row.figure() == figure)
                .forEach(row -> lines.computeIfAbsent(name(row), unused -> new ArrayList<>())
                        .add(row));
        return lines.entrySet().stream()
                .map(line -> series(line.getKey(), line.getValue()))
                .toList();
    }

    private static String name(Row row) {
        int on = row.work().indexOf(" on ");
        return on < 0 ? row.contestant() : row.contestant() + row.work().substring(on);
    }

    private static Series series(String name, List<Row> rows) {
        String contestant = rows.getFirst().contestant();
        String family = contestant.split("-", 2)[0];
        return new Series(
                name,
                INKS.getOrDefault(family, Ink.GREY),
                !family.equals(contestant),
                rows.stream()
                        .map(row -> new Point(row.size(), row.spread().median()))
                        .sorted(Comparator.comparingDouble(Point::x))
                        .toList());
    }

    private static List<Double> values(List<Series> lines, Function<Point, Double> side) {
        return lines.stream()
                .flatMap(line -> line.points().stream())
                .map(side)
                .distinct()
                .sorted()
                .toList();
    }
}
