package io.processhub.bench.report;

import io.processhub.bench.result.Figure;
import io.processhub.bench.result.Row;
import io.processhub.bench.result.Spread;
import io.processhub.benchmarks.chart.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The figures of one workload, as cells of a table: a line for each case and contestant, a column for each figure.
 *
 * @param rows all of one workload
 */
public record Comparison(List<Row> rows) {
    private static final String OURS = "ours";
    private static final String NONE = "–";

    /** {@return the lines of a table, the head first} */
    public List<List<String>> lines() {
        List<Figure> figures =
                rows.stream().map(Row::figure).distinct().sorted().toList();
        var lines = new ArrayList<List<String>>();
        lines.add(Stream.concat(Stream.of("", "contestant"), figures.stream().map(Figure::title))
                .toList());
        for (String work : rows.stream().map(Row::work).distinct().toList()) {
            contestants(work)
                    .forEach(contestant -> lines.add(Stream.concat(
                                    Stream.of(work, contestant),
                                    figures.stream().map(figure -> cell(work, contestant, figure)))
                            .toList()));
        }
        return lines;
    }

    /** Ours first. */
    private List<String> contestants(String work) {
        List<String> names = rows.stream()
                .filter(row -> row.work().equals(work))
                .map(Row::contestant)
                .distinct()
                .toList();
        return Stream.concat(names.stream().filter(OURS::equals), names.stream().filter(name -> !name.equals(OURS)))
                .toList();
    }

    private String cell(String work, String contestant, Figure figure) {
        Optional<Spread> spread = spread(work, contestant, figure);
        if (spread.isEmpty()) {
            return NONE;
        }
        String text = text(spread.get());
        Optional<Spread> ours = contestant.equals(OURS) ? Optional.empty() : spread(work, OURS, figure);
        return ours.map(own ->
                        text + ratio(figure.ratio(own.median(), spread.get().median())))
                .orElse(text);
    }

    private Optional<Spread> spread(String work, String contestant, Figure figure) {
        return rows.stream()
                .filter(row -> row.work().equals(work) && row.contestant().equals(contestant) && row.figure() == figure)
                .map(Row::spread)
                .findFirst();
    }

    private static String text(Spread spread) {
        return Numbers.brief(spread.median()) + " (" + Numbers.brief(spread.min()) + "–" + Numbers.brief(spread.max())
                + ")";
    }

    /** How many times better ours is. */
    private static String ratio(double times) {
        return String.format(Locale.ROOT, " ×%.2f", times);
    }
}
