package io.processhub.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class HybridClockTest {
    private final HybridClock clock = new HybridClock();

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    @Test
    void aReadingIsTheWallClockAndACounter() {
        assertThat(clock.next(at(1_000))).isEqualTo(1_000L << 16);
        assertThat(clock.next(at(1_000))).isEqualTo((1_000L << 16) + 1);
        assertThat(clock.next(at(1_001))).isEqualTo(1_001L << 16);
    }

    @Test
    void aWallClockThatStepsBackDoesNotTakeReadingsBack() {
        long before = clock.next(at(5_000));

        assertThat(clock.next(at(10))).isEqualTo(before + 1);
    }

    @Test
    void readingsAreAheadOfAllThatWereHeard() {
        clock.hear(at(9_000).toEpochMilli() << 16);

        assertThat(clock.next(at(1))).isEqualTo((9_000L << 16) + 1);
    }

    @Test
    void anOldReadingIsHeardWithoutEffect() {
        long before = clock.next(at(5_000));

        clock.hear(7);

        assertThat(clock.next(at(1))).isEqualTo(before + 1);
    }

    @Test
    void readingsRiseWhateverTheWallClockAndThePeersSay() {
        var random = new Random(1);
        long last = 0;
        for (int i = 0; i < 100_000; i++) {
            if (random.nextInt(4) == 0) {
                clock.hear((long) random.nextInt(2_000) << 16 | random.nextInt(1 << 16));
            }
            long next = clock.next(at(random.nextInt(2_000)));

            assertThat(next).isGreaterThan(last);
            last = next;
        }
    }
}
