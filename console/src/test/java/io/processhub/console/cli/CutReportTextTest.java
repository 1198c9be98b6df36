package io.processhub.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.console.cut.CutReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CutReportTextTest {
    private static final CutReport.Setup SETUP =
            new CutReport.Setup("wire cutters", 5, 20, List.of("n1", "n2"), List.of("n3", "n4", "n5"), 30);

    private static CutReport.Cut cut(String kind, long stoppedMs) {
        return new CutReport.Cut(
                kind,
                12_500,
                new CutReport.Times(2, stoppedMs, 3, 4, 5, 6, 7),
                new CutReport.Refusals(2, 2, Map.of("n1", "2 of 5 votes are here")),
                CutReport.Load.NONE,
                new CutReport.Count(0, 0),
                new CutReport.Verdict(true, null));
    }

    private static List<String> lines(CutReport.Verdict verdict, CutReport.Cut... cuts) {
        var worst = new CutReport.Worst(0, 0, 0, 0);
        return new CutReportText(new CutReport(SETUP, worst, verdict, List.of(cuts))).lines();
    }

    @Test
    void eachCutIsAColumn() {
        var lines = lines(new CutReport.Verdict(true, null), cut("two-way", 9_000), cut("mute", -1));

        assertThat(lines)
                .containsOnlyOnce("means: wire cutters", "n1 says: 2 of 5 votes are here")
                .contains(
                        "cut                             two-way   mute",
                        "minority stopped after          9000 ms   not reached")
                .endsWith("", "All checks passed.");
    }

    @Test
    void aFailureBeforeTheFirstCutIsSaid() {
        assertThat(lines(new CutReport.Verdict(false, "node n1 ended")))
                .containsExactly("", "means: wire cutters", "", "FAILED: node n1 ended");
    }
}
