package io.processhub.console.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.console.input.Replicas;
import io.processhub.console.input.Wanted;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Goal: the demo says yes only when everything held. Method: a fleet that keeps, or breaks, one promise at a time. */
final class DemoTest {
    private final SimulatedFleet fleet = new SimulatedFleet();
    private final List<String> outcomes = new ArrayList<>();

    @Test
    void allHoldsInAHealthyCluster() {
        var report = play();

        assertThat(report.ok()).isTrue();
        assertThat(report.verdict().error()).isNull();
        assertThat(report.check().answered()).isEqualTo(60);
        assertThat(report.changes().killed()).isEqualTo("n1");
        assertThat(report.changes().fresh()).isEqualTo("n4");
        assertThat(report.changes().left()).isEqualTo("n3");
        assertThat(report.load().moved()).isPositive().isEqualTo(report.load().statesKept());
        assertThat(report.load().messages()).isPositive();
        assertThat(report.load().messagesLost()).isZero();
        assertThat(report.samples()).hasSize(5).extracting(Report.Sample::reply).containsOnly("ping");
        assertThat(report.spreads())
                .extracting(Report.Spread::perNode)
                .containsExactly(
                        Map.of("n1", 20, "n2", 20, "n3", 20),
                        Map.of("n2", 30, "n3", 30),
                        Map.of("n2", 20, "n3", 20, "n4", 20),
                        Map.of("n2", 30, "n4", 30));
        assertThat(outcomes).hasSize(11);
    }

    @Test
    void eachPointSaysHowManyCopiesThereWere() {
        fleet.copies = 2;

        var report = play(new Replicas(2, Replicas.Model.ACTIVE_PASSIVE));

        assertThat(report.verdict().error()).isNull();
        assertThat(report.ok()).isTrue();
        assertThat(report.size().replicas()).isEqualTo(2);
        assertThat(report.spreads())
                .hasSize(4)
                .allMatch(spread -> spread.copies().equals(new Report.Range(2, 2)))
                .allMatch(spread -> spread.active().equals(new Report.Range(1, 1)));
        assertThat(report.spreads().getFirst().perNode()).isEqualTo(Map.of("n1", 40, "n2", 40, "n3", 40));
    }

    @Test
    void aMissingCopyIsFound() {
        fleet.copies = 2;
        fleet.losesAStandby = true;

        var report = play(new Replicas(2, Replicas.Model.ACTIVE_PASSIVE));

        assertThat(report.ok()).isFalse();
        assertThat(report.check().count().lost()).isZero();
        assertThat(report.check().count().copiesMissing()).isEqualTo(1);
        assertThat(report.verdict().error()).contains("1 copies are missing");
    }

    @Test
    void twoActiveCopiesAreFound() {
        fleet.copies = 2;
        fleet.hasTwoActive = true;

        var report = play(new Replicas(2, Replicas.Model.ACTIVE_PASSIVE));

        assertThat(report.ok()).isFalse();
        assertThat(report.check().count().rolesWrong()).isEqualTo(1);
        assertThat(report.verdict().error()).contains("1 processes have not exactly one active copy");
    }

    @Test
    void aProcessWithoutAnActiveCopyIsFound() {
        fleet.copies = 2;
        fleet.hasNoneActive = true;

        assertThat(play(new Replicas(2, Replicas.Model.ACTIVE_PASSIVE))
                        .check()
                        .count()
                        .rolesWrong())
                .isEqualTo(1);
    }

    @Test
    void aCopyThatStandsByWhereAllMustWorkIsFound() {
        fleet.copies = 2;

        assertThat(play(new Replicas(2, Replicas.Model.ACTIVE_ACTIVE)).verdict().error())
                .contains("60 processes have copies that are not active");
    }

    @Test
    void aLostProcessIsFound() {
        fleet.losesAfterKill = true;

        var report = play();

        assertThat(report.ok()).isFalse();
        assertThat(report.check().count().lost()).isEqualTo(2);
        assertThat(report.times().failoverMs()).isEqualTo(-1);
        assertThat(report.verdict().error()).contains("2 processes run nowhere");
    }

    @Test
    void aDoubledProcessIsFound() {
        fleet.doublesAfterJoin = true;

        var report = play();

        assertThat(report.ok()).isFalse();
        assertThat(report.check().count().duplicated()).isEqualTo(1);
        assertThat(report.times().rejoinMs()).isEqualTo(-1);
    }

    @Test
    void silenceIsFound() {
        fleet.mute = true;

        var report = play();

        assertThat(report.ok()).isFalse();
        assertThat(report.check().answered()).isZero();
        assertThat(report.verdict().error())
                .isEqualTo("0 of 60 processes answered; the first that did not: p: silent; p: silent");
    }

    @Test
    void differentRegistriesAreFound() {
        fleet.registriesDiffer = true;

        var report = play();

        assertThat(report.ok()).isFalse();
        assertThat(report.check().registriesEqual()).isFalse();
    }

    @Test
    void aNodeThatTakesNoShareIsFound() {
        fleet.freshStaysEmpty = true;

        assertThat(play().verdict().error()).contains("n4 runs 0 processes, its share is at least 10");
    }

    @Test
    void aNodeThatEndsByItselfIsFound() {
        fleet.dies = true;

        assertThat(play().verdict().error()).isEqualTo("node n2 ended by itself");
    }

    @Test
    void aForgottenStateIsFound() {
        fleet.forgetsWhenOneLeaves = true;

        var report = play();

        assertThat(report.ok()).isFalse();
        assertThat(report.load().statesKept()).isLessThan(report.load().moved());
        assertThat(report.verdict().error()).contains("states were kept");
    }

    @Test
    void aLostMessageIsFound() {
        fleet.dropsAMessage = true;

        assertThat(play().load().messagesLost()).isPositive();
    }

    @Test
    void aDoubledMessageIsFound() {
        fleet.doublesAMessage = true;

        var report = play();

        assertThat(report.ok()).isFalse();
        assertThat(report.load().messagesDoubled()).isPositive();
    }

    @Test
    void aMissingAnswerIsFound() {
        fleet.repliesGetLost = true;

        assertThat(play().verdict().error()).contains("not answered", "p: silent");
    }

    @Test
    void twoNodesAreEnough() {
        var patience = new Patience(Duration.ofMillis(50), Duration.ofMillis(1));

        assertThat(new Demo(fleet, new Demo.Plan(2, Replicas.ONE, DemoSpecs.echoes(60)), patience, new Listening())
                        .play()
                        .ok())
                .isTrue();
    }

    @Test
    void aSingleProcessIsEnough() {
        assertThat(play(DemoSpecs.echoes(1)).ok()).isTrue();
    }

    @Test
    void theShippedFileNamesTheTimeZonesOfThisJdk() {
        var zones = DemoSpecs.timeZones().stream()
                .map(wanted -> wanted.spec().argument().toString())
                .toList();

        assertThat(zones).contains("Europe/Berlin", "Asia/Tokyo", "UTC").doesNotHaveDuplicates();
        assertThat(ZoneId.getAvailableZoneIds()).containsAll(zones);
    }

    private Report play() {
        return play(DemoSpecs.echoes(60));
    }

    private Report play(List<Wanted> wanted) {
        return play(new Demo.Plan(3, Replicas.ONE, wanted));
    }

    private Report play(Replicas replicas) {
        return play(new Demo.Plan(3, replicas, DemoSpecs.echoes(60)));
    }

    private Report play(Demo.Plan plan) {
        var patience = new Patience(Duration.ofMillis(50), Duration.ofMillis(1));
        return new Demo(fleet, plan, patience, new Listening()).play();
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
