package io.processhub.benchmarks.synchronization;

import io.processhub.benchmarks.synchronization.result.Experiment;
import io.processhub.benchmarks.synchronization.result.Figure;
import io.processhub.benchmarks.synchronization.result.Protocol;
import io.processhub.benchmarks.synchronization.result.Row;
import io.processhub.benchmarks.synchronization.result.Row.Subject;
import io.processhub.benchmarks.synchronization.seed.Reading;
import io.processhub.benchmarks.synchronization.seed.Round;
import io.processhub.benchmarks.synchronization.seed.Rumour;
import io.processhub.benchmarks.synchronization.seed.Setting;
import io.processhub.benchmarks.synchronization.seed.Spreading;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Measures the model of the seed. */
final class SeedRows {
    /** Entries each node owns while nothing changes. */
    private static final int QUIET_ENTRIES = 1_000;

    private static final int RUMOURS = 10_000;
    private static final int RUMOURS_MIN = 10;
    private static final int RUMOURS_MAX = 200;
    private static final int ROUNDS = 1_000;
    private static final int CODED_ROUNDS = 50;
    private static final int ROUNDS_MAX = 60;

    private SeedRows() {}

    static Row event(int nodes, double loss) {
        int trials = Math.clamp(RUMOURS / nodes, RUMOURS_MIN, RUMOURS_MAX);
        List<Spreading> runs = runs(trials, seed -> Rumour.run(new Setting(nodes, loss, seed)));
        var figures = common(runs, nodes - 1);
        figures.put(Figure.BYTES, mean(runs, Spreading::bytes));
        figures.put(Figure.TIMES_BOUND, mean(runs, Spreading::bytes) / Bounds.bytes(nodes - 1, 1));
        return new Row(new Subject(Experiment.EVENT, Protocol.SEED, nodes, loss, 1), figures);
    }

    /** A round costs the same whether or not there is something to tell, so one is both of these. */
    static List<Row> rounds(Reading reading, int nodes, double loss, int coldEntries) {
        Protocol protocol = reading == Reading.CODED ? Protocol.SEED_CODED : Protocol.SEED;
        var quiet = new Subject(Experiment.ROUND, protocol, nodes, loss, 0);
        var cold = new Subject(Experiment.COLD, protocol, nodes, loss, coldEntries);
        if (!reading.runnable(nodes)) {
            return List.of(new Row(quiet, Map.of()), new Row(cold, Map.of()));
        }
        int trials = Math.clamp((reading == Reading.CODED ? CODED_ROUNDS : ROUNDS) / nodes, 1, ROUNDS_MAX);
        List<Spreading> runs = runs(trials, seed -> Round.run(new Setting(nodes, loss, seed), reading));
        return List.of(new Row(quiet, quiet(runs, nodes)), new Row(cold, cold(runs, nodes, coldEntries)));
    }

    private static Map<Figure, Double> quiet(List<Spreading> runs, int nodes) {
        var figures = common(runs, nodes);
        double bytes = mean(runs, run -> run.bytes(QUIET_ENTRIES));
        figures.put(Figure.BYTES, bytes);
        figures.put(Figure.NODE_BYTES, bytes / nodes);
        figures.put(Figure.NODE_MESSAGES, mean(runs, Spreading::messages) / nodes);
        return figures;
    }

    private static Map<Figure, Double> cold(List<Spreading> runs, int nodes, int entriesEach) {
        var figures = common(runs, nodes);
        double bytes = mean(runs, run -> run.bytes(entriesEach));
        figures.put(Figure.BYTES, bytes);
        figures.put(Figure.TIMES_BOUND, bytes / Bounds.bytes((long) nodes * (nodes - 1), entriesEach));
        return figures;
    }

    private static Map<Figure, Double> common(List<Spreading> runs, int receivers) {
        var figures = new EnumMap<Figure, Double>(Figure.class);
        var times = new Sample();
        runs.forEach(run -> times.add(run.time()));
        figures.put(Figure.MESSAGES, mean(runs, Spreading::messages));
        figures.put(
                Figure.HOPS, runs.stream().mapToDouble(Spreading::hops).max().orElseThrow());
        figures.put(Figure.TIME_P50, times.quantile(0.5));
        figures.put(Figure.TIME_P99, times.quantile(0.99));
        figures.put(Figure.DELIVERIES, (double) runs.size() * receivers);
        figures.put(Figure.MISSED, runs.stream().mapToDouble(Spreading::missed).sum());
        return figures;
    }

    private static List<Spreading> runs(int trials, IntFunction<Spreading> run) {
        return IntStream.range(0, trials).mapToObj(run).toList();
    }

    private static double mean(List<Spreading> runs, ToDoubleFunction<Spreading> figure) {
        return runs.stream().mapToDouble(figure).average().orElseThrow();
    }
}
