package io.processhub.strategy.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.processhub.strategy.migration.MigrationStrategy.Move;
import io.processhub.strategy.migration.MigrationStrategy.Step;
import io.processhub.strategy.migration.MigrationStrategy.Terms;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class HotSwapTest {
    private final HotSwap swap = HotSwap.withState();

    private Step next(boolean targetsRun, int asks, long secondsSinceAsk) {
        return swap.next(new Move(targetsRun, asks, Duration.ofSeconds(secondsSinceAsk)));
    }

    @Test
    void theProcessIsHandedOverAtOnceOnTheTermsOfTheStrategy() {
        assertThat(next(false, 0, 0)).isEqualTo(new Step.HandOver(Terms.STANDARD));
    }

    @Test
    void aMoveIsTriedAgainLessOftenTheLongerItFails() {
        assertThat(next(false, 1, 1)).isEqualTo(new Step.Wait(Duration.ofSeconds(1)));
        assertThat(next(false, 1, 2)).isInstanceOf(Step.HandOver.class);
        assertThat(next(false, 3, 2)).isEqualTo(new Step.Wait(Duration.ofSeconds(4)));
        assertThat(next(false, 100, 16)).isInstanceOf(Step.HandOver.class);
    }

    @Test
    void theSourceStopsOnceTheTargetRuns() {
        assertThat(next(true, 1, 0)).isEqualTo(new Step.StopSource());
    }

    @Test
    void nothingIsHandedOverUnlessAsked() {
        assertThat(new HotSwap())
                .isEqualTo(new HotSwap(
                        Duration.ofSeconds(5), false, false, Duration.ofSeconds(3), Duration.ofSeconds(10), 16 << 20));
        assertThat(swap).isEqualTo(new HotSwap().handover(true).confirmation(true));
    }

    @Test
    void everyOptionIsPartOfTheText() {
        assertThat(swap.quietMax(Duration.ofSeconds(1))
                        .dataWait(Duration.ofSeconds(2))
                        .moveTimeout(Duration.ofSeconds(4))
                        .stateBytesMax(8))
                .hasToString("HotSwap[quietMax=PT1S, handover=true, confirmation=true, dataWait=PT2S, "
                        + "moveTimeout=PT4S, stateBytesMax=8]");
    }

    @Test
    void valuesOutOfTheirRangeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> swap.quietMax(Duration.ZERO))
                .withMessage("quietMax PT0S of a hot swap is not positive");
        assertThatIllegalArgumentException().isThrownBy(() -> swap.dataWait(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> swap.moveTimeout(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> swap.stateBytesMax(-1));
    }
}
