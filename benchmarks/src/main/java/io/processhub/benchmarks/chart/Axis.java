package io.processhub.benchmarks.chart;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Where values lie on one side of a chart, which begins at the first tick and ends at the last.
 *
 * @param title what is shown, with its unit
 * @param scale brings values to distances
 * @param ticks values with a line and a label, rising
 * @param label writes a value
 */
public record Axis(String title, DoubleUnaryOperator scale, List<Double> ticks, DoubleFunction<String> label) {
    private static final int DECADES_MAX = 8;
    private static final int STEPS = 4;
    private static final List<Double> ROUND_STEPS = List.of(1.0, 2.0, 2.5, 5.0, 10.0);

    /** Equal factors are equal distances; the ticks are the values themselves. */
    public static Axis ofValues(String title, List<Double> values) {
        return new Axis(title, Math::log10, values, Numbers::brief);
    }

    /** Equal factors are equal distances; the ticks are powers of ten. */
    public static Axis decades(String title, List<Double> values) {
        int from = (int) Math.floor(Math.log10(values.stream().reduce(Math::min).orElse(1.0)));
        int to = (int) Math.ceil(Math.log10(values.stream().reduce(Math::max).orElse(10.0)));
        int step = (to - from) / DECADES_MAX + 1;
        int steps = Math.max(1, (to - from + step - 1) / step);
        List<Double> ticks = IntStream.rangeClosed(0, steps)
                .mapToObj(tick -> Math.pow(10, from + tick * step))
                .toList();
        return new Axis(title, Math::log10, ticks, Numbers::brief);
    }

    /** Equal differences are equal distances; begins at zero. */
    public static Axis linear(String title, List<Double> values, DoubleFunction<String> label) {
        double least = values.stream().reduce(Math::max).orElse(1.0) / STEPS;
        double decade = Math.pow(10, Math.floor(Math.log10(least)));
        double step = decade
                * ROUND_STEPS.stream()
                        .filter(round -> round * decade >= least)
                        .findFirst()
                        .orElse(10.0);
        List<Double> ticks =
                IntStream.rangeClosed(0, STEPS).mapToObj(tick -> tick * step).toList();
        return new Axis(title, DoubleUnaryOperator.identity(), ticks, label);
    }

    /** {@return how far along a value lies; 0 at the first tick, 1 at the last} */
    double place(double value) {
        double from = scale.applyAsDouble(ticks.getFirst());
        double to = scale.applyAsDouble(ticks.getLast());
        return (scale.applyAsDouble(value) - from) / (to - from);
    }
}
