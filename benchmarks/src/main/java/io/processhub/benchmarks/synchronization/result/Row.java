package io.processhub.benchmarks.synchronization.result;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What one measurement yielded.
 *
 * @param subject what was measured
 * @param figures what came out; empty where it cannot be run
 */
public record Row(Subject subject, Map<Figure, Double> figures) {

    /**
     * What is measured.
     *
     * @param experiment what is done
     * @param protocol how
     * @param nodes how many
     * @param loss the probability for each message
     * @param load how much is done; see {@link Experiment}
     */
    public record Subject(Experiment experiment, Protocol protocol, int nodes, double loss, int load) {
        private String csv() {
            return String.join(",", experiment.label(), protocol.label(), nodes + "", loss + "", load + "");
        }
    }

    /** Copies the figures. */
    public Row {
        var copy = new EnumMap<Figure, Double>(Figure.class);
        copy.putAll(figures);
        figures = Collections.unmodifiableMap(copy);
    }

    /** {@return a figure, unless it was not measured} */
    public OptionalDouble figure(Figure figure) {
        Double value = figures.get(figure);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** {@return one line for each figure; a single one without a figure where it cannot be run} */
    List<String> csv() {
        if (figures.isEmpty()) {
            return List.of(subject.csv() + ",,");
        }
        return figures.entrySet().stream()
                .map(entry -> subject.csv() + "," + entry.getKey().label() + ","
                        + String.format(Locale.ROOT, "%.6g", entry.getValue()))
                .toList();
    }
}
