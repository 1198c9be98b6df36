package io.processhub.bench.workload;

import io.processhub.bench.result.Figure;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What questions show: how many a second, or how long each took. */
final class Asks {
    private Asks() {}

    static Map<Figure, Double> figures(Map<String, Double> measured) {
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        put(figures, Figure.RATE, measured.get("per_second"));
        put(figures, Figure.P50, measured.get("p50_micros"));
        put(figures, Figure.P99, measured.get("p99_micros"));
        return figures;
    }

    private static void put(Map<Figure, Double> figures, Figure figure, @Nullable Double value) {
        if (value != null) {
            figures.put(figure, value);
        }
    }
}
