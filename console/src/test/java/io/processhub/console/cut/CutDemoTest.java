package io.processhub.console.cut;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.console.demo.DemoSpecs;
import io.processhub.console.demo.Patience;
import io.processhub.console.demo.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Goal: the demo says yes only when everything held. Method: a cluster that breaks one promise at a time. */
final class CutDemoTest {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final SimulatedSplit world = new SimulatedSplit();
    private final List<String> outcomes = new ArrayList<>();

    private CutReport play(Duration limit, CutKind... kinds) {
        var plan = new CutDemo.Plan(5, DemoSpecs.echoes(20), List.of(kinds));
        return new CutDemo(world, world, plan, new Patience(limit, Duration.ofMillis(1)), new Listening()).play();
    }

    @Test
    void allHoldsInAClusterThatKeepsItsPromises() {
        var report = play(PATIENCE, CutKind.TWO_WAY, CutKind.DEAF);

        assertThat(report.verdict()).isEqualTo(new CutReport.Verdict(true, null));
        assertThat(report.setup().minority()).containsExactly("n1", "n2");
        assertThat(report.setup().majority()).containsExactly("n3", "n4", "n5");
        assertThat(report.setup().means()).isEqualTo("simulated");
        assertThat(report.setup().startedMs()).isNotNegative();
        assertThat(world.changes)
                .containsExactly("two-way [1, 2] [3, 4, 5]", "healed", "deaf [1, 2] [3, 4, 5]", "healed");
        assertThat(report.cuts()).extracting(CutReport.Cut::kind).containsExactly("two-way", "deaf");
        assertThat(report.cuts()).allSatisfy(cut -> {
            assertThat(cut.refusals().startsRefused()).isEqualTo(2);
            assertThat(cut.refusals().advice()).containsOnlyKeys("n1", "n2");
            assertThat(cut.load().changesAnswered()).isPositive();
            assertThat(cut.load().asksAnswered()).isPositive();
        });
        assertThat(outcomes).hasSize(2 + 2 * 3);
    }

    @Test
    void aMinorityThatRunsOnIsFoundAndNoFurtherCutIsMade() {
        world.minorityRunsOn = true;

        var report = play(SHORT, CutKind.TWO_WAY, CutKind.DEAF);

        assertThat(report.verdict().ok()).isFalse();
        assertThat(report.verdict().error()).startsWith("two-way: waited 0 s for the minority to stop its processes");
        assertThat(report.cuts()).hasSize(1);
    }

    @Test
    void aMajorityThatLosesProcessesIsFound() {
        world.majorityLoses = true;

        assertThat(play(SHORT, CutKind.DEAF).verdict().error())
                .contains("for the majority to run all processes, but 1 processes run on none of its nodes");
    }

    @Test
    void aRefusalThatIsMissingIsFound() {
        world.minorityStarts = true;

        var report = play(SHORT, CutKind.DEAF);

        assertThat(report.cuts().getFirst().refusals().startsRefused()).isZero();
        assertThat(report.verdict().ok()).isFalse();
    }

    @Test
    void aClusterThatStaysSplitIsFound() {
        world.staysSplit = true;

        assertThat(play(SHORT, CutKind.MUTE).verdict().error())
                .contains("for the nodes to see one another, but n1 sees 2 nodes instead of 5");
    }

    @Test
    void aLostProcessIsFound() {
        world.loses = true;

        var report = play(SHORT, CutKind.MUTE);

        assertThat(report.worst().lost()).isEqualTo(1);
        assertThat(report.verdict().error()).contains("1 processes were lost");
    }

    @Test
    void aProcessThatRunsThoughItWasStoppedOrNeverStartedIsFound() {
        var expected = new Expected();
        expected.start(List.of("a", "b"), true);
        expected.start(List.of("c"), false);
        expected.stop(List.of("b"), true);
        var living = new TreeMap<String, Integer>();

        List.of("a", "b", "c", "d", "e").forEach(id -> living.put(id, 1));

        assertThat(expected.resurrected(living)).isEqualTo(3);
        assertThat(expected.lost(living)).isZero();
        assertThat(expected.allows(0)).isFalse();
        assertThat(expected.allows(1)).isTrue();
        assertThat(expected.allows(2)).isTrue();
        assertThat(expected.allows(3)).isFalse();
    }

    @Test
    void aProcessThatIsBackIsFound() {
        world.resurrects = true;

        assertThat(play(SHORT, CutKind.MUTE).worst().resurrected()).isEqualTo(1);
    }

    @Test
    void aProcessThatRunsTwiceIsFound() {
        world.doubles = true;

        assertThat(play(SHORT, CutKind.MUTE).verdict().error()).contains("1 processes run twice");
    }

    @Test
    void differentRegistriesAreFound() {
        world.registriesDiffer = true;

        assertThat(play(SHORT, CutKind.MUTE).verdict().error()).contains("the registries differ");
    }

    @Test
    void aNodeThatEndsByItselfIsFound() {
        world.dies = true;

        assertThat(play(SHORT, CutKind.MUTE).verdict().error()).startsWith("mute: node n4 ended by itself");
    }

    private final class Listening implements Progress {
        @Override
        public void begin(String step) {}

        @Override
        public void advance(int done, int total) {}

        @Override
        public void end(String outcome) {
            outcomes.add(outcome);
        }
    }
}
