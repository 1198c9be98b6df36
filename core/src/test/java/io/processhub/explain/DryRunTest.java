package io.processhub.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.explain.DryRun.Change;
import io.processhub.explain.DryRun.Quorum;
import io.processhub.spec.ProcessId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DryRunTest {
    private static DryRun.Move move(int number) {
        return new DryRun.Move(ProcessId.of("p" + number), List.of("a"), List.of("b", "c"));
    }

    @Test
    void aDryRunIsDescribedInWords() {
        assertThat(new DryRun(List.of(new Change.Leave("a")), 3, List.of(move(1), move(2)), Quorum.HELD))
                .hasToString("if a left, 2 of 3 processes would move\n  p1: a -> b, c\n  p2: a -> b, c");
        assertThat(new DryRun(List.of(new Change.Join("d", 2, "east")), 3, List.of(), Quorum.HELD))
                .hasToString("if d joined with weight 2.0 in zone east, 0 of 3 processes would move");
        assertThat(new DryRun(List.of(new Change.Weigh("d", 0.5)), 3, List.of(), Quorum.HELD))
                .hasToString("if d came back with weight 0.5, 0 of 3 processes would move");
        assertThat(new DryRun(List.of(new Change.Leave("a"), new Change.Join("d")), 3, List.of(), Quorum.HELD))
                .hasToString("if a left and d joined with weight 1.0, 0 of 3 processes would move");
    }

    @Test
    void aLostQuorumIsToldFirst() {
        var left = new Quorum(false, false, "1 of 3 votes are here");
        assertThat(new DryRun(List.of(new Change.Leave("a")), 3, List.of(move(1)), left))
                .hasToString("if a left, 1 of 3 processes would move\nthe others would have no quorum:"
                        + " 1 of 3 votes are here\n  p1: a -> b, c");
        var failed = new Quorum(true, false, "");
        assertThat(new DryRun(List.of(new Change.Leave("a")), 3, List.of(), failed))
                .hasToString("if a left, 0 of 3 processes would move\n"
                        + "if the leaving nodes failed instead, the others would have no quorum");
    }

    @Test
    void ofManyMovesTheFirstAreToldInWords() {
        List<DryRun.Move> moves =
                IntStream.range(0, 50).mapToObj(DryRunTest::move).toList();

        assertThat(new DryRun(List.of(new Change.Leave("a")), 60, moves, Quorum.HELD).toString())
                .contains("p19:")
                .doesNotContain("p20:")
                .endsWith("\n  and 30 more");
    }
}
