package io.processhub.strategy.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.processhub.registry.Intent.Assignment;
import io.processhub.registry.Intent.Wanted;
import io.processhub.spec.Metadata;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LoadBalancedTest {
    private static final LoadBalanced STANDARD = new LoadBalanced();
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private static Situation ten(DistributionStrategy strategy) {
        var situation = new Situation(strategy);
        for (int number = 0; number < 10; number++) {
            situation.join("n" + number);
        }
        return situation;
    }

    private static int spread(Situation situation) {
        return Collections.max(situation.counts().values())
                - Collections.min(situation.counts().values());
    }

    @Test
    void aBatchIsSpreadThoughNoScoreIsMadeMeanwhile() {
        var two = ten(STANDARD);
        var one = ten(new LoadBalanced(LoadProbe.processes(), 1, 20, INTERVAL, 0.1));
        two.start(Situation.several("p", 2_000));
        one.start(Situation.several("p", 2_000));

        assertThat(spread(two)).isLessThan(12).isLessThan(spread(one) / 2);
    }

    @Test
    void aNodeIsGivenItsShareByItsWeight() {
        var situation = new Situation(STANDARD).join("a", 1, "").join("b", 3, "");
        situation.start(Situation.several("p", 400));

        assertThat(situation.count("a")).isBetween(90, 110);
        assertThat(situation.count("b")).isBetween(290, 310);
    }

    @Test
    void aNodeIsDrawnAsOftenAsItsWeightSays() {
        var situation = new Situation(new LoadBalanced(LoadProbe.processes(), 1, 20, INTERVAL, 0.1))
                .join("a", 1, "")
                .join("b", 3, "")
                .join("c", 4, "");
        situation.start(Situation.several("p", 800));

        assertThat(situation.count("a")).isBetween(70, 130);
        assertThat(situation.count("b")).isBetween(260, 340);
    }

    @Test
    void whatIsLoadedWithSomethingElseIsGivenLess() {
        var situation = new Situation(STANDARD).join("a").join("b").strain("a", 50);
        situation.start(Situation.several("p", 100));

        assertThat(situation.count("b")).isBetween(60, 80);
    }

    @Test
    void aNodeOfUnknownLoadIsGivenAProcessOnlyWhenThereIsNoOther() {
        var situation = ten(STANDARD).forget("n3");
        situation.start(Situation.several("p", 100));
        assertThat(situation.count("n3")).isZero();

        situation.fit((process, candidate) -> candidate.node().name().equals("n3"));
        assertThat(situation.started(Situation.process("q")).assignment()).isEqualTo(new Assignment(List.of("n3")));
    }

    @Test
    void copiesRunOnDifferentNodesAndInDifferentZones() {
        var situation = new Situation(STANDARD)
                .copies(2)
                .join("a", 1, "x")
                .join("b", 1, "x")
                .join("c", 1, "y");
        for (var process : Situation.several("p", 50)) {
            assertThat(situation.started(process).assignment().nodes())
                    .hasSize(2)
                    .doesNotHaveDuplicates()
                    .contains("c");
        }
    }

    @Test
    void callersNameNoNodes() {
        var named = Situation.process("p").assigned(new Assignment(List.of("n1")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ten(STANDARD).started(named))
                .withMessageContaining("takes no mapping");
    }

    @Test
    void aProcessWhoseNodeIsGoneStaysWhereItIsThen() {
        var situation = ten(STANDARD);
        var process = situation.started(Situation.process("p"));
        var owners = situation.leave(process.assignment().nodes().getFirst()).owners(process);

        assertThat(owners).hasSize(1);
        assertThat(STANDARD.settle(process, owners)).isEqualTo(Assignment.to(owners));
    }

    // ---- moves

    @Test
    void aNodeThatJoinsIsGivenItsShareAFewAtATime() {
        var situation = ten(STANDARD);
        situation.start(Situation.several("p", 1_000));
        situation.join("n10");

        assertThat(situation.relieve()).allMatch(given -> given <= 20);
        for (int round = 0; round < 20; round++) {
            situation.relieve();
        }
        assertThat(situation.count("n10")).isBetween(75, 91);
    }

    @Test
    void movesComeToAnEnd() {
        var situation = ten(STANDARD).strain("n1", 80).strain("n2", 30);
        situation.start(Situation.several("p", 500));
        situation.strain("n1", 0).strain("n5", 100).join("n10");
        for (int round = 0; round < 20; round++) {
            situation.relieve();
        }

        assertThat(situation.relieve()).containsOnly(0);
        assertThat(situation.count("n5")).isLessThan(situation.count("n10"));
    }

    @Test
    void aSmallDifferenceMovesNothing() {
        var situation = new Situation(STANDARD).join("a").join("b");
        situation.start(Situation.several("p", 100));
        situation.strain("a", 8);
        assertThat(situation.relieve()).containsOnly(0);

        situation.strain("a", 20);
        assertThat(situation.relieve().getFirst()).isBetween(1, 10);
    }

    @Test
    void aProcessGoesOnlyWhereItCanRun() {
        var situation = new Situation(STANDARD).join("a");
        situation.start(Situation.several("p", 50));
        situation.join("b").fit((process, candidate) -> !candidate.node().name().equals("b"));

        assertThat(situation.relieve()).containsOnly(0);
    }

    @Test
    void aCopyThatMovesAvoidsTheZoneOfAnother() {
        var situation = new Situation(STANDARD).copies(2).join("a", 1, "x").join("b", 1, "y");
        situation.start(Situation.several("p", 50));
        situation.join("c", 1, "x").relieve();

        assertThat(situation.count("b")).isEqualTo(50);
        assertThat(situation.count("c")).isPositive();
    }

    @Test
    void withoutABudgetNothingIsGivenAway() {
        assertThat(new LoadBalanced(LoadProbe.cpu(), 2, 0, INTERVAL, 0.1).rebalances())
                .isEmpty();
        assertThat(STANDARD.rebalances()).isEqualTo(Optional.of(INTERVAL));
    }

    // ---- options

    @Test
    void optionsAreChecked() {
        LoadProbe lambda = reading -> 0;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LoadBalanced(lambda))
                .withMessageContaining("lambda");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LoadBalanced(LoadProbe.cpu(), 0, 20, INTERVAL, 0.1))
                .withMessage("choices 0 is not between 1 and 64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LoadBalanced(LoadProbe.cpu(), 2, -1, INTERVAL, 0.1))
                .withMessageContaining("budget -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LoadBalanced(LoadProbe.cpu(), 2, 20, Duration.ZERO, 0.1))
                .withMessageContaining("interval");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LoadBalanced(LoadProbe.cpu(), 2, 20, INTERVAL, 1))
                .withMessageContaining("hysteresis 1.0");
    }

    @Test
    void theTextTellsAllOptions() {
        assertThat(STANDARD)
                .hasToString("LoadBalanced[probe=PROCESSES, choices=2, budget=20, interval=PT15S, hysteresis=0.1]")
                .isEqualTo(new LoadBalanced(LoadProbe.processes()));
        assertThat(LoadProbe.costs("c")).hasToString("Costs[label=c]").isEqualTo(LoadProbe.costs("c"));
    }

    // ---- probes

    private static double measured(LoadProbe probe, double weight) {
        var costly = new Wanted(Situation.process("a").spec(), new Metadata("", Map.of("cost", "2.5")));
        var odd = new Wanted(Situation.process("b").spec(), new Metadata("", Map.of("cost", "much")));
        var machine = new LoadProbe.Machine(0.25, 0.5, 12);
        var processes = List.of(costly, odd, Situation.process("c"));
        return probe.measure(new LoadProbe.Reading(Situation.node("n"), weight, processes, machine));
    }

    @Test
    void whatIsProvidedMeasuresWhatItSays() {
        assertThat(measured(LoadProbe.processes(), 2)).isEqualTo(1.5);
        assertThat(measured(LoadProbe.processes(), 0)).isEqualTo(3);
        assertThat(measured(LoadProbe.cpu(), 2)).isEqualTo(0.25);
        assertThat(measured(LoadProbe.memory(), 2)).isEqualTo(0.5);
        assertThat(measured(LoadProbe.mailboxes(), 2)).isEqualTo(6);
        assertThat(measured(LoadProbe.costs("cost"), 2)).isEqualTo(2.25);
    }
}
