package io.processhub.console.cut;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.console.admin.Json;
import io.processhub.console.admin.Replies;
import io.processhub.console.demo.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Goal: a cut is fine only when every promise was kept. Method: one that is, but for one promise at a time. */
final class CutFindingsTest {
    private static final String REFUSAL = "p: node n1#1 has no quorum; ask again when it can reach more nodes";
    private static final long CUT = seconds(100);
    private static final long HEAL = seconds(130);
    private static final long END = seconds(150);

    private final CutFindings findings = new CutFindings(CutKind.TWO_WAY, List.of("n1", "n2"), CUT);
    private final List<Life> lives = new ArrayList<>();
    private double detectedAfter = 8.5;

    private static long seconds(double seconds) {
        return (long) (seconds * 1e9);
    }

    @BeforeEach
    void theMinorityStopsAndTheMajorityTakesOver() {
        lives.add(new Life("n1", "p", 0, CUT + seconds(9)));
        lives.add(new Life("n3", "p", CUT + seconds(8), HEAL + seconds(5)));
        lives.add(new Life("n1", "p", HEAL + seconds(4.9), Life.OPEN));
    }

    private void said(String start, String stop, String advice) {
        for (String name : List.of("n1", "n2")) {
            findings.answers(cutOff(name, advice), List.of(start), List.of(stop));
        }
    }

    private static Member cutOff(String name, String advice) {
        var node = new SimulatedSplit.Node(new SimulatedSplit(), name);
        return new SimulatedSplit.Saying(node, new Replies.Membership(List.of(), false, false, List.of(), advice));
    }

    private CutReport.Cut conclude(@Nullable String error) {
        findings.detected(CUT + seconds(detectedAfter));
        findings.majorityComplete(CUT + seconds(10));
        findings.healed(HEAL);
        findings.merged(HEAL + seconds(4));
        findings.whole(END);
        return findings.conclude(new Lives(lives), END, error);
    }

    private CutReport.Cut concludeWhenAllElseHeld() {
        said(REFUSAL, REFUSAL, "2 of 5 votes are here");
        findings.count(new CutReport.Count(0, 0));
        return conclude(null);
    }

    @Test
    void allHeld() {
        var cut = concludeWhenAllElseHeld();

        assertThat(cut.verdict().error()).isNull();
        assertThat(cut.verdict().ok()).isTrue();
        assertThat(cut.times()).isEqualTo(new CutReport.Times(8_500, 9_000, 1_000, 10_000, 4_000, 20_000, 100));
        assertThat(cut.limitMs()).isEqualTo(10_500);
        assertThat(cut.refusals())
                .isEqualTo(new CutReport.Refusals(
                        2, 2, Map.of("n1", "2 of 5 votes are here", "n2", "2 of 5 votes are here")));
    }

    @Test
    void aMinorityThatStopsLateIsFound() {
        lives.add(new Life("n2", "q", 0, CUT + seconds(10.501)));

        assertThat(concludeWhenAllElseHeld().verdict().error())
                .isEqualTo("the minority stopped its processes after 10501 ms, allowed are 10500 ms");
    }

    @Test
    void aCutThatIsNoticedLateIsFound() {
        detectedAfter = 26.001;

        assertThat(concludeWhenAllElseHeld().verdict().error())
                .isEqualTo("the minority noticed the cut after 26001 ms, allowed are 26000 ms");
    }

    @Test
    void aMinorityThatDoesNotStopIsFound() {
        lives.add(new Life("n2", "q", 0, Life.OPEN));

        var cut = concludeWhenAllElseHeld();

        assertThat(cut.times().stoppedInMinorityMs()).isEqualTo(-1);
        assertThat(cut.verdict().error()).isEqualTo("the minority did not stop its processes");
    }

    @Test
    void twoCopiesForTooLongAreFound() {
        lives.add(new Life("n4", "q", 0, Life.OPEN));
        lives.add(new Life("n5", "q", CUT + seconds(1), CUT + seconds(14)));

        assertThat(concludeWhenAllElseHeld().verdict().error())
                .isEqualTo("a process ran twice for 13000 ms, allowed are 10500 ms");
    }

    @Test
    void twoCopiesAfterTheHealAreFound() {
        lives.add(new Life("n4", "q", 0, Life.OPEN));
        lives.add(new Life("n5", "q", HEAL, Life.OPEN));

        assertThat(concludeWhenAllElseHeld().verdict().error())
                .isEqualTo("after the heal a process ran twice for 20000 ms, allowed are 10500 ms");
    }

    @Test
    void aStartThatIsNotRefusedIsFound() {
        said("p: started elsewhere", REFUSAL, "2 of 5 votes are here");
        findings.count(new CutReport.Count(0, 0));

        assertThat(conclude(null).verdict().error())
                .isEqualTo("of 2 nodes of the minority 0 refused to start and 2 to stop a process");
    }

    @Test
    void aStopThatIsNotRefusedIsFound() {
        said(REFUSAL, "", "2 of 5 votes are here");
        findings.count(new CutReport.Count(0, 0));

        assertThat(conclude(null).verdict().error()).contains("2 refused to start and 0 to stop");
    }

    @Test
    void aMissingDistanceIsFound() {
        said(REFUSAL, REFUSAL, "");
        findings.count(new CutReport.Count(0, 0));

        assertThat(conclude(null).verdict().error())
                .isEqualTo("of 2 nodes of the minority 0 said how far they are from a quorum");
    }

    @Test
    void whatIsLostOrResurrectedIsFound() {
        said(REFUSAL, REFUSAL, "2 of 5 votes are here");
        findings.count(new CutReport.Count(1, 2));

        assertThat(conclude(null).verdict().error())
                .isEqualTo("1 processes were lost, 2 ran that had been stopped or refused");
    }

    @Test
    void aCutThatBreaksOffSaysWhyFirst() {
        var cut = findings.conclude(new Lives(lives), CUT + seconds(20), "node n3 ended by itself");

        assertThat(cut.verdict().ok()).isFalse();
        assertThat(cut.verdict().error())
                .startsWith("node n3 ended by itself; ")
                .contains("the majority did not run everything", "the cluster did not become whole");
        assertThat(cut.count()).isEqualTo(CutReport.Count.NOT_COUNTED);
    }

    @Test
    void theReportIsOneObjectWithTheWorstOfAllCuts() {
        var setup = new CutReport.Setup("means", 5, 1, List.of("n1", "n2"), List.of("n3", "n4", "n5"), 7);
        var report = CutReport.of(setup, List.of(CutKind.TWO_WAY), List.of(concludeWhenAllElseHeld()), null);

        assertThat(Json.MAPPER.writeValueAsString(report))
                .startsWith("{\"means\":\"means\",\"nodes\":5,")
                .contains("\"stopped_in_minority_ms\":9000,\"ran_in_both_ms\":1000,\"lost\":0,\"resurrected\":0,"
                        + "\"ok\":true")
                .contains("\"cuts\":[{\"kind\":\"two-way\",\"limit_ms\":10500,\"detected_ms\":8500,"
                        + "\"stopped_in_minority_ms\":9000,");
    }

    @Test
    void aCutThatWasNotPlayedIsNoSuccess() {
        var setup = new CutReport.Setup("means", 5, 1, List.of(), List.of(), 7);
        var cut = concludeWhenAllElseHeld();

        assertThat(CutReport.of(setup, List.of(CutKind.TWO_WAY, CutKind.DEAF), List.of(cut), null)
                        .verdict()
                        .ok())
                .isFalse();
        assertThat(CutReport.of(setup, List.of(), List.of(), null).verdict().ok())
                .isFalse();
        assertThat(CutReport.of(setup, List.of(CutKind.TWO_WAY), List.of(cut), "broken")
                        .verdict())
                .isEqualTo(new CutReport.Verdict(false, "broken"));
    }

    @Test
    void theWorstIsUnknownWhenOneIs() {
        var setup = new CutReport.Setup("means", 5, 1, List.of(), List.of(), 7);
        var held = concludeWhenAllElseHeld();
        var broken = new CutFindings(CutKind.DEAF, List.of("n1"), CUT).conclude(new Lives(List.of()), END, "broken");

        assertThat(CutReport.of(setup, List.of(CutKind.TWO_WAY, CutKind.DEAF), List.of(held, broken), null)
                        .worst())
                .isEqualTo(new CutReport.Worst(9_000, 1_000, -1, -1));
    }
}
