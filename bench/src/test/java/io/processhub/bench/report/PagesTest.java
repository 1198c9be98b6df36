package io.processhub.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.bench.result.Figure;
import io.processhub.bench.result.Machine;
import io.processhub.bench.result.Results;
import io.processhub.bench.result.Row;
import io.processhub.bench.result.Run;
import io.processhub.bench.workload.Workload;
import io.processhub.bench.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PagesTest {
    private static final Path DOCUMENT = Path.of(System.getProperty("repository.root"), "docs", "PERFORMANCE.md");

    @TempDir
    private Path folder;

    private static Row row(String contestant, String work, double size, Double... rates) {
        return new Row("start", work, size, contestant, Figure.STARTS, List.of(rates));
    }

    private static Results results(double load) {
        List<Row> rows = Stream.of("ours", "pekko")
                .flatMap(name -> Stream.of(
                        row(name, "1,000 on 3 nodes", 1_000, 10.0, 40.0, 30.0),
                        row(name, "10,000 on 3 nodes", 10_000, name.equals("ours") ? 80.0 : 20.0)))
                .toList();
        var machine = new Machine("Fast 1", 2, 8L << 30, "Linux 6", "VM 25", load);
        var promise = new Run.Promise("start", "pekko", "Pekko 1", "little");
        return new Results(List.of(
                new Run("2026-01-02", "abc", "./processhub bench start", machine, List.of(promise), rows, List.of())));
    }

    private String written(Results results) throws IOException {
        Path document = folder.resolve("PERFORMANCE.md");
        Files.copy(DOCUMENT, document);
        Pages.write(results, document);
        return Files.readString(document);
    }

    @Test
    void theDocumentHasAPlaceForEachWorkload() throws IOException {
        String text = Files.readString(DOCUMENT);

        assertThat(Workloads.ALL.stream().map(Workload::name).map(name -> "<!-- measured: " + name + " -->"))
                .allSatisfy(place -> assertThat(text).contains(place));
    }

    @Test
    void aCellHasMedianRangeAndHowManyTimesBetterOursIs() throws IOException {
        assertThat(written(results(0.1)))
                .contains(
                        "| 1,000 on 3 nodes | ours | 30 (10–40) |",
                        "| 1,000 on 3 nodes | pekko | 30 (10–40) ×1.00 |",
                        "| 10,000 on 3 nodes | pekko | 20 (20–20) ×4.00 |",
                        "| pekko | Pekko 1 | little |");
    }

    @Test
    void itSaysWhereWhenAndHow() throws IOException {
        assertThat(written(results(0.1)))
                .contains("| 2026-01-02 | `abc` | `./processhub bench start` | Fast 1, 2 cores, 8 GiB, Linux 6, VM 25;")
                .doesNotContain("do not quote");
        assertThat(Pages.tables(results(3), new Plots(List.of()).all()).get("machine"))
                .anyMatch(line -> line.contains("**not quiet: do not quote**"));
    }

    @Test
    void severalSizesAreDrawnAndOneIsNot() throws IOException {
        String text = written(results(0.1));

        assertThat(text).contains("![Starts a second, until in every registry](img/bench-start-starts.svg)");
        assertThat(folder.resolve("img/bench-start-starts.svg")).content().contains("<polyline class=\"line blue\"");
        assertThat(folder.resolve("img/bench-lookup-lookup.svg")).doesNotExist();
    }

    @Test
    void whatWasNotMeasuredSaysSo() throws IOException {
        assertThat(written(new Results(List.of())))
                .contains(Workloads.ALL.getFirst().method() + "\n\nNot measured yet.\n\n<!-- measured -->");
    }
}
