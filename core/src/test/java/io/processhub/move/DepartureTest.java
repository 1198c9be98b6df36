package io.processhub.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.move.Departure.Phase;
import io.processhub.strategy.migration.MigrationStrategy.Terms;
import io.processhub.wire.Moving;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DepartureTest {
    private static final Terms TERMS =
            new Terms(true, true, Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(10), 1_000_000);

    private final List<String> deeds = new ArrayList<>();
    private final Departure departure = new Departure(TERMS, new Recorder());

    private final class Recorder implements Departure.Port {
        @Override
        public void say(Moving.BySource saying) {
            deeds.add(
                    saying instanceof Moving.Part part
                            ? "part " + part.from() + "+" + part.bytes().length
                            : saying.getClass().getSimpleName());
        }

        @Override
        public void offer() {
            deeds.add("offer");
        }

        @Override
        public void hold() {
            deeds.add("hold");
        }

        @Override
        public void resume() {
            deeds.add("resume");
        }

        @Override
        public void arrived() {
            deeds.add("arrived");
        }

        @Override
        public void settled() {
            deeds.add("settled");
        }

        @Override
        public void failed(Departure.End end, String reason) {
            deeds.add("failed " + end);
        }
    }

    private static long seconds(int count) {
        return Duration.ofSeconds(count).toNanos();
    }

    private List<String> since() {
        List<String> all = List.copyOf(deeds);
        deeds.clear();
        return all;
    }

    private void sent(int bytes) {
        departure.begin(0);
        departure.heard(new Moving.Ready(5), 0);
        departure.held(new byte[bytes], 0);
    }

    @Test
    void aMoveTakesItsWay() {
        sent(100);
        departure.heard(new Moving.Received(5, 100), 0);
        departure.heard(new Moving.Arrived(), 0);

        assertThat(departure.phase()).isEqualTo(Phase.ARRIVED);
        assertThat(since()).containsExactly("offer", "hold", "part 0+100", "arrived");
        departure.sourceGone();
        assertThat(since()).isEmpty();
    }

    @Test
    void aTargetThatHasEverythingGoesOnWhenTheSourceEnds() {
        sent(100);
        since();

        departure.sourceGone();

        assertThat(since()).isEmpty();
    }

    @Test
    void aTargetThatLacksSomethingIsCalledOffWhenTheSourceEnds() {
        departure.begin(0);
        since();

        departure.sourceGone();

        assertThat(since()).containsExactly("Withdraw");
    }

    @Test
    void aSlowTargetIsNotPressed() {
        sent(1_000_000);
        assertThat(since().stream().filter(deed -> deed.startsWith("part"))).hasSize(8);
        assertThat(departure.phase()).isEqualTo(Phase.SENDING);

        departure.heard(new Moving.Received(4, 500_000), 0);
        assertThat(since()).isEmpty();

        departure.heard(new Moving.Received(5, 16_384), 0);
        assertThat(since()).containsExactly("part 131072+16384");
    }

    @Test
    void whatIsLostIsSentAgain() {
        sent(100);
        since();

        departure.tick(seconds(1));

        assertThat(since()).containsExactly("part 0+100");
    }

    @Test
    void beforeTheLastPartTheSourceGivesUpByItself() {
        sent(1_000_000);
        since();

        departure.tick(seconds(6));

        assertThat(since()).containsExactly("Withdraw", "resume", "failed REFUSED");
    }

    @Test
    void afterTheLastPartItStaysQuietUntilTheTargetHasSpoken() {
        sent(100);
        since();

        departure.tick(seconds(6));
        departure.tick(seconds(60));
        assertThat(since()).containsExactly("Withdraw", "Withdraw");

        departure.heard(new Moving.Refused("withdrawn"), seconds(61));
        assertThat(since()).containsExactly("resume", "failed REFUSED");
    }

    @Test
    void aTargetThatHasItAnswersSoWhenItIsAskedToGiveUp() {
        sent(100);
        departure.called(seconds(1));
        since();

        departure.heard(new Moving.Arrived(), seconds(2));

        assertThat(departure.phase()).isEqualTo(Phase.ARRIVED);
        assertThat(since()).containsExactly("arrived");
    }

    @Test
    void aTargetThatWantsNoStateEndsItAtAnyStep() {
        departure.begin(0);
        departure.heard(new Moving.Settled(), 0);
        departure.heard(new Moving.Settled(), 0);
        departure.heard(new Moving.Ready(5), 0);

        assertThat(since()).containsExactly("offer", "settled");
    }

    @Test
    void aLostTargetGivesTheProcessBackAtEveryStep() {
        sent(100);
        departure.heard(new Moving.Arrived(), 0);
        since();

        departure.targetLost();
        departure.targetLost();

        assertThat(since()).containsExactly("resume", "failed INTERRUPTED");
    }

    @Test
    void aProcessThatDoesNotTellItsStateInTimeGoesOn() {
        departure.begin(0);
        departure.heard(new Moving.Ready(5), 0);
        since();

        departure.tick(seconds(4));
        departure.held(new byte[10], seconds(5));

        assertThat(since()).containsExactly("Withdraw", "resume", "failed REFUSED");
    }

    @Test
    void aProcessThatCannotTellItsStateGoesOn() {
        departure.begin(0);
        departure.heard(new Moving.Ready(5), 0);
        since();

        departure.holdFailed("not now", 0);

        assertThat(since()).containsExactly("Withdraw", "resume", "failed REFUSED");
    }

    @Test
    void aTargetThatCannotStartItGivesItBack() {
        sent(100);
        since();

        departure.heard(new Moving.Refused("it cannot start"), 0);

        assertThat(since()).containsExactly("resume", "failed REFUSED");
    }

    @Test
    void whenPlacementChangesItIsCalledOff() {
        departure.begin(0);
        departure.heard(new Moving.Ready(5), 0);
        since();

        departure.called(0);

        assertThat(since()).containsExactly("Withdraw", "resume", "failed INTERRUPTED");
    }

    @Test
    void aStateThatIsTooLongStaysWhereItIs() {
        sent(1_000_001);

        assertThat(since()).containsExactly("offer", "hold", "Withdraw", "resume", "failed REFUSED");
    }

    @Test
    void nothingIsHeldWhileTheTargetIsSilent() {
        departure.begin(0);
        departure.tick(seconds(1));
        departure.tick(seconds(11));

        assertThat(since()).containsExactly("offer", "offer", "Withdraw", "failed REFUSED");
    }
}
