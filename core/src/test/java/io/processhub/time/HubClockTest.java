package io.processhub.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class HubClockTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final HubClock clock = new HubClock(Duration.ofMinutes(1));
    private Duration passed = Duration.ZERO;
    private Duration error = Duration.ZERO;

    HubClockTest() {
        turn(Duration.ZERO);
    }

    private void turn(Duration later) {
        passed = passed.plus(later);
        clock.turn(START.plus(passed).plus(error), passed.toNanos());
    }

    private void jump(Duration step) {
        error = error.plus(step);
        turn(Duration.ZERO);
    }

    private static long reading(Instant time) {
        return time.toEpochMilli() << 16;
    }

    private long ahead(Duration lead) {
        return reading(clock.time().plus(lead));
    }

    @Test
    void itBeginsWithTheWallClockAndGoesOnWithIt() {
        turn(Duration.ofSeconds(5));

        assertThat(clock.time()).isEqualTo(START.plusSeconds(5));
        assertThat(clock.next()).isEqualTo(reading(START.plusSeconds(5)));
        assertThat(clock.stepped()).isFalse();
    }

    @Test
    void aSmallStepIsMadeUpSlowly() {
        jump(Duration.ofSeconds(30));

        assertThat(clock.time()).isEqualTo(START);
        turn(Duration.ofSeconds(1_000));
        assertThat(clock.time()).isEqualTo(START.plusSeconds(1_001));
        turn(Duration.ofSeconds(50_000));
        assertThat(clock.time()).isEqualTo(clock.wall());
    }

    @Test
    void aLargeStepIsFollowedOnlyWhenItIsConfirmed() {
        jump(HOUR);
        turn(Duration.ofMinutes(10));

        assertThat(clock.stepped()).isTrue();
        assertThat(clock.lead()).isEqualTo(HOUR);
        assertThat(clock.next()).isLessThan(reading(START.plus(HOUR)));
        clock.adopt();
        assertThat(clock.stepped()).isFalse();
        assertThat(clock.next()).isEqualTo(reading(clock.wall()));
    }

    @Test
    void aClockThatWasSetBackIsFollowedWhenItHasPassedTheReadingsOfBefore() {
        long before = clock.next();
        jump(HOUR.negated());

        assertThat(clock.next()).isEqualTo(before + 1);
        assertThat(clock.excess()).isEqualTo(HOUR);
        clock.adopt();
        assertThat(clock.stepped()).isTrue();
        turn(HOUR.minusSeconds(100));
        assertThat(clock.excess()).isZero();
        clock.adopt();
        assertThat(clock.time()).isEqualTo(clock.wall());
    }

    @Test
    void whatIsMadeMayBePassedOnAndWhatIsPassedOnMayBeRead() {
        assertThat(clock.mayMakeAfter(ahead(Duration.ofMinutes(2)))).isTrue();
        assertThat(clock.mayMakeAfter(ahead(Duration.ofMinutes(2).plusMillis(1))))
                .isFalse();
        assertThat(clock.mayPassOn(ahead(Duration.ofMinutes(4)))).isTrue();
        assertThat(clock.mayPassOn(ahead(Duration.ofMinutes(4).plusMillis(1)))).isFalse();
        assertThat(clock.mayRead(ahead(Duration.ofMinutes(6)))).isTrue();
        assertThat(clock.mayRead(ahead(Duration.ofMinutes(6).plusMillis(1)))).isFalse();
        assertThat(clock.mayRead(Long.MAX_VALUE)).isFalse();
    }

    @Test
    void afterAReadingThatIsTooFarAheadNoneIsMadeUntilTimeHasPassed() {
        clock.hear(ahead(Duration.ofMinutes(5)));

        assertThat(clock.mayMake()).isFalse();
        turn(Duration.ofMinutes(3));
        assertThat(clock.mayMake()).isTrue();
    }

    @Test
    void timesAreApartWhenTheyDifferByMoreThanTheSkew() {
        assertThat(clock.apart(START, START.plusSeconds(60))).isFalse();
        assertThat(clock.apart(START, START.plusSeconds(61))).isTrue();
        assertThat(clock.apart(START.plusSeconds(61), START)).isTrue();
    }
}
