package io.processhub.benchmarks.synchronization.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.benchmarks.synchronization.result.Row.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultsTest {
    private static final Subject EVENT = new Subject(Experiment.EVENT, Protocol.GOSSIP, 100, 0.05, 1);
    private static final Subject ROUND = new Subject(Experiment.ROUND, Protocol.SEED_CODED, 1000, 0, 0);

    @Test
    void whatIsWrittenIsReadAgain(@TempDir Path folder) throws IOException {
        var results = new Results();
        results.add(new Row(EVENT, Map.of(Figure.BYTES, 12_345.5, Figure.HOPS, 3.0)));
        results.add(new Row(ROUND, Map.of()));

        results.write(folder.resolve("results.csv"));
        Results read = Results.read(folder.resolve("results.csv"));

        assertThat(read.rows(subject -> true)).isEqualTo(results.rows(subject -> true));
    }

    @Test
    void aGoalIsJudgedByTheWorstMeasurement() {
        var results = new Results();
        results.add(new Row(EVENT, Map.of(Figure.TIMES_BOUND, 1.40)));
        results.add(
                new Row(new Subject(Experiment.EVENT, Protocol.GOSSIP, 5, 0.05, 1), Map.of(Figure.TIMES_BOUND, 1.46)));

        assertThat(Goals.of(results))
                .filteredOn(goal -> goal.measured().isPresent())
                .singleElement()
                .satisfies(goal -> {
                    assertThat(goal.measuredText()).isEqualTo("1.460");
                    assertThat(goal.verdict()).isEqualTo("missed");
                });
    }
}
