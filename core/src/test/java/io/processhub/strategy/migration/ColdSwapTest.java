package io.processhub.strategy.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.processhub.strategy.migration.MigrationStrategy.Move;
import io.processhub.strategy.migration.MigrationStrategy.Step;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ColdSwapTest {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ColdSwap swap = new ColdSwap(PATIENCE);

    private Step next(boolean targetsRun, int asks, long secondsSinceAsk) {
        return swap.next(new Move(targetsRun, asks, Duration.ofSeconds(secondsSinceAsk)));
    }

    @Test
    void theTargetsAreAskedFirst() {
        assertThat(next(false, 0, 0)).isEqualTo(new Step.AskTargets());
    }

    @Test
    void theSourceWaitsForTheRestOfItsPatience() {
        assertThat(next(false, 1, 1)).isEqualTo(new Step.Wait(Duration.ofSeconds(2)));
    }

    @Test
    void theTargetsAreAskedAgainWhenPatienceEnds() {
        assertThat(next(false, 1, 3)).isEqualTo(new Step.AskTargets());
        assertThat(next(false, 7, 60)).isEqualTo(new Step.AskTargets());
    }

    @Test
    void theSourceStopsOnceTheTargetsRunHoweverOftenTheyWereAsked() {
        assertThat(next(true, 1, 1)).isEqualTo(new Step.StopSource());
        assertThat(next(true, 0, 0)).isEqualTo(new Step.StopSource());
    }

    @Test
    void theTextTellsTheOptions() {
        assertThat(swap).hasToString("ColdSwap[patience=PT3S]").isEqualTo(new ColdSwap(PATIENCE));
        assertThat(new ColdSwap().patience()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void patienceMustBePositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ColdSwap(Duration.ZERO));
    }
}
