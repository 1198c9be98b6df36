package io.processhub.bench.report;

import io.processhub.bench.result.Figure;
import io.processhub.bench.result.Row;
import io.processhub.benchmarks.chart.Numbers;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/**
 * What a figure of ours is to reach.
 *
 * @param title what of, for people
 * @param place where the figure stands
 * @param limit the value, or how many times that of the best of a peer's variants
 * @param peer its name; empty for a goal that is a value
 */
record Goal(String title, Place place, double limit, String peer) {
    /**
     * Where a figure stands in results.
     *
     * @param workload its name
     * @param work title of the case
     * @param figure which
     * @param contestant ours, or its variant
     */
    record Place(String workload, String work, Figure figure, String contestant) {
        private boolean holds(Row row) {
            return row.workload().equals(workload) && row.work().equals(work) && row.figure() == figure;
        }
    }

    private static final String UNMEASURED = "not measured";

    static Goal value(String title, Place place, double limit) {
        return new Goal(title, place, limit, "");
    }

    static Goal times(String title, Place place, double limit, String peer) {
        return new Goal(title, place, limit, peer);
    }

    /** {@return the cells of its line} */
    List<String> cells(List<Row> rows) {
        OptionalDouble own = best(rows, contestant -> contestant.equals(place.contestant()));
        OptionalDouble other = best(rows, contestant -> contestant.split("-", 2)[0].equals(peer));
        if (own.isEmpty() || (!peer.isEmpty() && other.isEmpty())) {
            return List.of(title, text(), UNMEASURED, "");
        }
        double value = peer.isEmpty() ? own.getAsDouble() : own.getAsDouble() / other.getAsDouble();
        return List.of(title, text(), measured(value), place.figure().reaches(value, limit) ? "held" : "**missed**");
    }

    private OptionalDouble best(List<Row> rows, Predicate<String> contestant) {
        DoubleStream medians = rows.stream()
                .filter(row -> place.holds(row) && contestant.test(row.contestant()))
                .mapToDouble(row -> row.spread().median());
        return medians.reduce((one, two) -> place.figure().reaches(one, two) ? one : two);
    }

    private String text() {
        return place.figure().sign() + ' ' + measured(limit) + (peer.isEmpty() ? "" : " × " + peer);
    }

    private String measured(double value) {
        if (!peer.isEmpty()) {
            return String.format(Locale.ROOT, "%.2f", value);
        }
        return (Numbers.brief(value) + ' ' + place.figure().unit()).strip();
    }
}
