package io.processhub.benchmarks.synchronization.result;

import io.processhub.benchmarks.synchronization.result.Row.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All that a run measured. Comma-separated in a file: one figure in a line, so that any tool can sort and filter. */
public final class Results {
    private static final String HEADER = "experiment,protocol,nodes,loss,load,figure,value";

    private final List<Row> rows = new ArrayList<>();

    /** Nothing yet. */
    public Results() {}

    /** Adds a measurement. */
    public void add(Row row) {
        rows.add(row);
    }

    /** {@return all measurements of a kind, in order} */
    public List<Row> rows(Predicate<Subject> kind) {
        return rows.stream().filter(row -> kind.test(row.subject())).toList();
    }

    /** {@return one figure, unless it was not measured} */
    public OptionalDouble figure(Subject subject, Figure figure) {
        return rows.stream()
                .filter(row -> row.subject().equals(subject))
                .map(row -> row.figure(figure))
                .filter(OptionalDouble::isPresent)
                .findFirst()
                .orElse(OptionalDouble.empty());
    }

    /** Writes everything to a file. */
    public void write(Path file) throws IOException {
        Files.write(
                file,
                Stream.concat(Stream.of(HEADER), rows.stream().flatMap(row -> row.csv().stream()))
                        .toList());
    }

    /** Reads what was written. */
    public static Results read(Path file) throws IOException {
        Map<Subject, Map<Figure, Double>> figures = new LinkedHashMap<>();
        try (Stream<String> lines = Files.lines(file)) {
            lines.skip(1).map(line -> line.split(",", -1)).forEach(cells -> {
                var subject = subject(cells);
                var known = figures.computeIfAbsent(subject, unused -> new EnumMap<>(Figure.class));
                if (!cells[5].isEmpty()) {
                    known.put(constant(Figure.class, cells[5]), Double.parseDouble(cells[6]));
                }
            });
        }
        var results = new Results();
        figures.forEach((subject, known) -> results.add(new Row(subject, known)));
        return results;
    }

    private static Subject subject(String[] cells) {
        return new Subject(
                constant(Experiment.class, cells[0]),
                constant(Protocol.class, cells[1]),
                Integer.parseInt(cells[2]),
                Double.parseDouble(cells[3]),
                Integer.parseInt(cells[4]));
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String label) {
        return Enum.valueOf(type, label.toUpperCase(Locale.ROOT));
    }
}
