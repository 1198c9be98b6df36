package io.processhub.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DurationsTest {
    private static final List<Duration> ENDLESS =
            List.of(ChronoUnit.FOREVER.getDuration(), Duration.ofSeconds(Long.MAX_VALUE), Duration.ofDays(36_501));

    @Test
    void whatIsTooLongIsAHundredYears() {
        for (Duration endless : ENDLESS) {
            assertThat(Durations.bounded(endless)).isEqualTo(Durations.MAX);
            assertThat(Durations.positive("wait", endless)).isEqualTo(Durations.MAX);
            assertThat(Durations.zeroOrMore("grace", endless)).isEqualTo(Durations.MAX);
            assertThat(Durations.bounded(endless.negated())).isEqualTo(Durations.MAX.negated());
        }
        assertThat(Durations.bounded(Duration.ofSeconds(Long.MIN_VALUE))).isEqualTo(Durations.MAX.negated());
    }

    @Test
    void theRestStaysAsItIs() {
        for (Duration value : List.of(Duration.ZERO, Duration.ofNanos(-1), Durations.MAX, Duration.ofDays(-36_500))) {
            assertThat(Durations.bounded(value)).isSameAs(value);
        }
    }

    /** Nanoseconds of two of them can be added. */
    @Test
    void sumsDoNotOverflow() {
        assertThat(Math.addExact(Durations.MAX.toNanos(), Durations.MAX.toNanos()))
                .isPositive();
    }

    @Test
    void whatIsTooShortIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.positive("ask timeout", Duration.ZERO))
                .withMessage("ask timeout PT0S is not positive");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.zeroOrMore("grace period", Duration.ofSeconds(-1)))
                .withMessage("grace period PT-1S is negative; use zero to stop at once");
    }
}
