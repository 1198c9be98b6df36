package io.processhub.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.processhub.spec.RestartLimit;
import io.processhub.supervision.Supervision.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SupervisionTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final RestartLimit LIMIT =
            new RestartLimit(6, MINUTE, Duration.ofMillis(100), Duration.ofSeconds(2), MINUTE);

    private final Supervision supervision = new Supervision();
    private final Random random = new Random(7);

    private Verdict crashed(RestartLimit limit, Duration at) {
        return supervision.crashed(limit, at.toNanos(), random);
    }

    private Duration delay(RestartLimit limit, Duration at) {
        return ((Verdict.Restart) crashed(limit, at)).delay();
    }

    @Test
    void theWaitDoublesWithEachCrashUpToTheLongest() {
        List<Double> millis = IntStream.range(0, 6)
                .mapToObj(i -> delay(LIMIT, Duration.ofMillis(i)).toNanos() / 1e6)
                .toList();

        double[] expected = {100, 200, 400, 800, 1_600, 2_000};
        for (int i = 0; i < expected.length; i++) {
            assertThat(millis.get(i))
                    .isCloseTo(expected[i], within(expected[i] / 4))
                    .isLessThanOrEqualTo(2_000);
        }
    }

    @Test
    void onlyCrashesAboveTheLimitWithinTheWindowPark() {
        IntStream.range(0, 6)
                .forEach(i -> assertThat(crashed(LIMIT, Duration.ofSeconds(i))).isInstanceOf(Verdict.Restart.class));

        assertThat(crashed(LIMIT, Duration.ofSeconds(6))).isInstanceOf(Verdict.Park.class);
    }

    @Test
    void crashesOutsideTheWindowAreForgiven() {
        IntStream.range(0, 100)
                .forEach(i ->
                        assertThat(crashed(LIMIT, Duration.ofSeconds(11L * i))).isInstanceOf(Verdict.Restart.class));
    }

    @Test
    void afterAQuietTimeTheWaitIsShortAgain() {
        IntStream.range(0, 5).forEach(i -> crashed(LIMIT, Duration.ofMillis(i)));

        assertThat(delay(LIMIT, MINUTE.multipliedBy(2))).isLessThanOrEqualTo(Duration.ofMillis(125));
    }

    @Test
    void noRestartsMeansParkingAtTheFirstCrash() {
        var none = new RestartLimit(0, MINUTE, Duration.ZERO, Duration.ZERO, MINUTE);

        assertThat(crashed(none, Duration.ZERO)).isInstanceOf(Verdict.Park.class);
    }

    @Test
    void noWaitMeansAtOnce() {
        var eager = new RestartLimit(3, MINUTE, Duration.ZERO, MINUTE, MINUTE);

        assertThat(delay(eager, Duration.ZERO)).isZero();
        assertThat(delay(eager, Duration.ZERO)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void waitsAreJitteredByAQuarter(long seed) {
        var jitter = new Random(seed);
        List<Long> waits = IntStream.range(0, 1_000)
                .mapToObj(i -> (Verdict.Restart) new Supervision().crashed(LIMIT, 0, jitter))
                .map(restart -> restart.delay().toMillis())
                .toList();

        assertThat(waits).allMatch(millis -> millis >= 75 && millis <= 125);
        assertThat(waits.stream().distinct()).hasSizeGreaterThan(40);
    }

    @Test
    void manyCrashesDoNotOverflowTheWait() {
        var patient = new RestartLimit(
                Integer.MAX_VALUE, MINUTE, Duration.ofDays(1), Duration.ofDays(36_500), Duration.ofDays(1));

        for (int i = 0; i < 2_000; i++) {
            assertThat(delay(patient, Duration.ZERO)).isBetween(Duration.ofHours(18), Duration.ofDays(36_500));
        }
    }
}
