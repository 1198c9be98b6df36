package io.processhub.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class FaultsTest {

    @Test
    void aChangeLeavesTheRestAlone() {
        Faults faults = Faults.ROUGH.loss(0.5).bytesPerSecond(1);

        assertThat(faults.loss()).isEqualTo(0.5);
        assertThat(faults.loss(Faults.ROUGH.loss()).bytesPerSecond(Faults.ROUGH.bytesPerSecond()))
                .isEqualTo(Faults.ROUGH);
    }

    @Test
    void sharesLieBetweenZeroAndOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> Faults.NONE.loss(1.01));
        assertThatIllegalArgumentException().isThrownBy(() -> Faults.NONE.duplication(-0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> Faults.NONE.loss(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Faults.NONE.bytesPerSecond(-1));
    }

    @Test
    void aSpanIsDrawnBetweenItsBounds() {
        var random = new SplittableRandom(1);
        var span = Span.ofMillis(2, 3);

        LongStream drawn = LongStream.generate(() -> span.draw(random)).limit(1_000);

        assertThat(drawn.boxed())
                .allSatisfy(nanos -> assertThat(Duration.ofNanos(nanos)).isBetween(span.min(), span.max()));
        assertThat(Span.ofMillis(5, 5).draw(random)).isEqualTo(5_000_000);
    }

    @Test
    void theBoundsOfASpanAreOrdered() {
        assertThatIllegalArgumentException().isThrownBy(() -> Span.ofMillis(3, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> Span.ofMillis(-1, 2));
    }
}
