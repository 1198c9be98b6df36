package io.processhub.benchmarks.synchronization.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model against the means that another model of the same description gave. */
final class SeedTest {
    private static final int ENTRIES = 1_000;
    private static final int MEANS_DIFFER_PERCENT = 7;

    /** A larger cluster needs fewer runs: chance evens out within each. */
    private static final int RUMOURS = 5_000;

    private static final int ROUNDS = 600;

    @ParameterizedTest
    @CsvSource({
        "5, 0, 36.8, 13.0e3",
        "5, 0.20, 32.9, 11.6e3",
        "10, 0, 198, 82.7e3",
        "10, 0.05, 190, 79.4e3",
        "10, 0.20, 160, 66.6e3",
        "50, 0, 4.00e3, 3.92e6",
        "50, 0.20, 2.94e3, 2.83e6",
        "100, 0, 12.0e3, 20.3e6",
        "100, 0.05, 11.2e3, 18.9e6"
    })
    void aRumourCostsWhatItDoesElsewhere(int nodes, double loss, double messages, double bytes) {
        List<Spreading> runs = runs(RUMOURS / nodes, nodes, loss, Rumour::run);

        assertThat(mean(runs, Spreading::messages)).isCloseTo(messages, withinPercentage(MEANS_DIFFER_PERCENT));
        assertThat(mean(runs, run -> run.bytes(ENTRIES))).isCloseTo(bytes, withinPercentage(MEANS_DIFFER_PERCENT));
    }

    @ParameterizedTest
    @CsvSource({
        "DOCUMENTED, 5, 0, 143, 132e6",
        "DOCUMENTED, 10, 0, 1.23e3, 2.32e9",
        "DOCUMENTED, 10, 0.05, 1.13e3, 2.14e9",
        "DOCUMENTED, 50, 0, 38.0e3, 368e9",
        "DOCUMENTED, 50, 0.20, 22.4e3, 214e9",
        "CODED, 5, 0, 164, 152e6",
        "CODED, 10, 0, 4.49e3, 8.64e9",
        "CODED, 10, 0.20, 3.30e3, 6.30e9"
    })
    void aRoundCostsWhatItDoesElsewhere(Reading reading, int nodes, double loss, double messages, double bytes) {
        List<Spreading> runs = runs(ROUNDS / nodes, nodes, loss, setting -> Round.run(setting, reading));

        assertThat(mean(runs, Spreading::messages)).isCloseTo(messages, withinPercentage(MEANS_DIFFER_PERCENT));
        assertThat(mean(runs, run -> run.bytes(ENTRIES))).isCloseTo(bytes, withinPercentage(MEANS_DIFFER_PERCENT));
    }

    @ParameterizedTest
    @CsvSource({"10, 2.5, 4", "50, 4.5, 6", "100, 5.3, 7"})
    void aRumourTakesAsLongAsElsewhere(int nodes, double time, int hops) {
        List<Spreading> runs = runs(RUMOURS / nodes, nodes, 0, Rumour::run);

        assertThat(mean(runs, Spreading::time)).isCloseTo(time, withinPercentage(MEANS_DIFFER_PERCENT));
        assertThat(mean(runs, Spreading::hops)).isBetween(hops - 1.0, hops + 1.0);
        assertThat(runs).allMatch(run -> run.missed() == 0);
    }

    private static List<Spreading> runs(int trials, int nodes, double loss, Function<Setting, Spreading> run) {
        return IntStream.range(0, trials)
                .mapToObj(seed -> run.apply(new Setting(nodes, loss, seed)))
                .toList();
    }

    private static double mean(List<Spreading> runs, ToDoubleFunction<Spreading> figure) {
        return runs.stream().mapToDouble(figure).average().orElseThrow();
    }
}
