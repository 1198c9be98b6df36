package io.processhub.console.demo;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(report.error()).isNull();
        assertThat(report.answered()).isEqualTo(60);
        assertThat(report.killed()).isEqualTo("n1");
        assertThat(report.fresh()).isEqualTo("n4");
        assertThat(report.left()).isEqualTo("n3");
        assertThat(report.moved()).isPositive().isEqualTo(report.statesKept());
        assertThat(report.messages()).isPositive();
        assertThat(report.messagesLost()).isZero();
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
    void aLostProcessIsFound() {
        fleet.losesAfterKill = true;

        var report = play();

        assertThat(report.ok()).isFalse();
        assertThat(report.lost()).isEqualTo(2);
        assertThat(report.failoverMs()).isEqualTo(-1);
        assertThat(report.error()).contains("2 processes run nowhere");
    }

    @Test
    void aDoubledProcessIsFound() {
        fleet.doublesAfterJoin = true;

        var report = play();

        assertThat(report.ok()).isFalse();
        assertThat(report.duplicated()).isEqualTo(1);
        assertThat(report.rejoinMs()).isEqualTo(-1);
    }

    @Test
    void silenceIsFound() {
        fleet.mute = true;

        var report = play();

        assertThat(report.ok()).isFalse();
        assertThat(report.answered()).isZero();
        assertThat(report.error())
                .isEqualTo("0 of 60 processes answered; the first that did not: p: silent; p: silent");
    }

    @Test
    void differentRegistriesAreFound() {
        fleet.registriesDiffer = true;

        var report = play();

        assertThat(report.ok()).isFalse();
        assertThat(report.registriesEqual()).isFalse();
    }

    @Test
    void aNodeThatTakesNoShareIsFound() {
        fleet.freshStaysEmpty = true;

        assertThat(play().error()).contains("n4 runs 0 processes, its share is at least 10");
    }

    @Test
    void aNodeThatEndsByItselfIsFound() {
        fleet.dies = true;

        assertThat(play().error()).isEqualTo("node n2 ended by itself");
    }

    @Test
    void aForgottenStateIsFound() {
        fleet.forgetsWhenOneLeaves = true;

        var report = play();

        assertThat(report.ok()).isFalse();
        assertThat(report.statesKept()).isLessThan(report.moved());
        assertThat(report.error()).contains("states were kept");
    }

    @Test
    void aLostMessageIsFound() {
        fleet.dropsAMessage = true;

        assertThat(play().messagesLost()).isPositive();
    }

    @Test
    void aDoubledMessageIsFound() {
        fleet.doublesAMessage = true;

        var report = play();

        assertThat(report.ok()).isFalse();
        assertThat(report.messagesDoubled()).isPositive();
    }

    @Test
    void aMissingAnswerIsFound() {
        fleet.repliesGetLost = true;

        assertThat(play().error()).contains("not answered", "p: silent");
    }

    @Test
    void twoNodesAreEnough() {
        var patience = new Patience(Duration.ofMillis(50), Duration.ofMillis(1));

        assertThat(new Demo(fleet, 2, DemoSpecs.echoes(60), patience, new Listening())
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
                .map(wanted -> wanted.spec().argument())
                .toList();

        assertThat(zones).contains("Europe/Berlin", "Asia/Tokyo", "UTC").doesNotHaveDuplicates();
        assertThat(ZoneId.getAvailableZoneIds()).containsAll(zones);
    }

    private Report play() {
        return play(DemoSpecs.echoes(60));
    }

    private Report play(List<Wanted> wanted) {
        var patience = new Patience(Duration.ofMillis(50), Duration.ofMillis(1));
        return new Demo(fleet, 3, wanted, patience, new Listening()).play();
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
