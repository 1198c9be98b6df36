package io.processhub.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.processhub.bench.result.Run.Promise;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultsTest {
    private static final Machine MACHINE = new Machine("x", 2, 1L << 30, "Linux", "25", 0.1);

    @TempDir
    private Path folder;

    @Test
    void theMedianIsTheMiddleOfTheSortedValues() {
        assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 3));
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(new Spread(3, 1, 9));
        assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(7, 7, 7));
        assertThatThrownBy(() -> Spread.of(List.of())).hasMessageContaining("nothing was measured");
    }

    @Test
    void aRatioAboveOneMeansThatTheFirstIsBetter() {
        assertThat(Figure.RATE.ratio(200, 100)).isCloseTo(2, within(1e-9));
        assertThat(Figure.P50.ratio(200, 100)).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void aMachineIsQuietWhenNearlyNothingRuns() {
        assertThat(MACHINE.quiet()).isTrue();
        assertThat(new Machine("x", 2, 1, "", "", 0.6).quiet()).isFalse();
        assertThat(new Machine("x", 2, 1, "", "", -1).quiet()).isFalse();
    }

    @Test
    void aFileGivesBackWhatWasWritten() throws IOException {
        Path file = folder.resolve("results.json");
        Results results = new Results(List.of(run("start", "1,000", 5)));

        results.write(file);

        assertThat(Results.read(file)).isEqualTo(results);
        assertThat(Results.read(folder.resolve("none.json")).runs()).isEmpty();
    }

    @Test
    void aLaterRunCountsForWhatItMeasuredAgain() {
        Results results = new Results(List.of())
                .plus(run("start", "1,000", 5))
                .plus(run("start", "10,000", 6))
                .plus(run("start", "1,000", 7));

        assertThat(results.rows()).extracting(row -> row.values().getFirst()).containsExactly(6.0, 7.0);
        assertThat(results.promises()).hasSize(1);
    }

    private static Run run(String workload, String work, double value) {
        return new Run(
                "2026-01-01",
                "abc",
                "./processhub bench",
                MACHINE,
                List.of(new Promise(workload, "ours", "ProcessHub", "all")),
                List.of(new Row(workload, work, 1_000, "ours", Figure.STARTS, List.of(value))),
                List.of());
    }
}
