package io.processhub.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.bench.result.Figure;
import io.processhub.bench.result.Row;
import io.processhub.bench.workload.Scale;
import io.processhub.bench.workload.Workloads;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Goal: each goal is judged by the figure that it is about. Method: made-up rows, and the cases of all workloads. */
final class GoalsTest {
    private static Row start(String contestant, double rate) {
        return new Row("start", "10,000 on 3 nodes", 10_000, contestant, Figure.STARTS, List.of(rate));
    }

    private static List<String> cells(String title, String goal, List<Row> rows) {
        return Goals.lines(rows).stream()
                .filter(line -> line.get(0).equals(title) && line.get(1).equals(goal))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aValueIsHeldOrMissed() {
        String title = "starts, in every registry, 10,000 on 3 nodes";

        assertThat(cells(title, "≥ 90 k /s", List.of(start("ours", 90_000)))).endsWith("90 k /s", "held");
        assertThat(cells(title, "≥ 90 k /s", List.of(start("ours", 80_000)))).endsWith("80 k /s", "**missed**");
    }

    @Test
    void aPeerCountsWithItsBestVariant() {
        List<Row> rows = List.of(start("ours", 50_000), start("pekko", 20_000), start("pekko-tuned", 100_000));

        assertThat(cells("starts, in every registry, 10,000 on 3 nodes", "≥ 1.00 × pekko", rows))
                .endsWith("0.50", "**missed**");
    }

    @Test
    void whatIsNotMeasuredSaysSo() {
        assertThat(Goals.lines(List.of(start("ours", 1))))
                .filteredOn(line -> line.get(1).contains("× pekko"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).endsWith("not measured", ""));
    }

    @Test
    void eachGoalIsAboutACaseThatAWorkloadHas() {
        var usual = new Scale(List.of(), List.of(), new Scale.Repeats(6, 2, 4), false, false);
        List<String> works = Workloads.ALL.stream()
                .flatMap(workload -> workload.cases(usual).stream().map(work -> workload.name() + ' ' + work.title()))
                .toList();

        assertThat(Goals.ALL.stream().map(Goal::place).map(place -> place.workload() + ' ' + place.work()))
                .isSubsetOf(works);
    }
}
