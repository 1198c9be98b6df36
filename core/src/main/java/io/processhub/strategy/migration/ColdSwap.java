package io.processhub.strategy.migration;

import io.processhub.time.Durations;
import java.time.Duration;

/**
 * Starts the process anew on its target, without its state, and stops the source once the target runs. A target that
 * cannot run it changes nothing: the source goes on, and asks again with patience.
 *
 * @param patience how long to wait for the targets before they are asked again; positive
 */
public record ColdSwap(Duration patience) implements MigrationStrategy {

    /** Asks again every five seconds. */
    public ColdSwap() {
        this(Duration.ofSeconds(5));
    }

    /**
     * Checks the patience.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public ColdSwap {
        patience = Durations.positive("patience", patience, " of a cold swap");
    }

    @Override
    public Step next(Move move) {
        if (move.targetsRun()) {
            return new Step.StopSource();
        }
        if (move.asks() == 0 || move.sinceAsk().compareTo(patience) >= 0) {
            return new Step.AskTargets();
        }
        return new Step.Wait(patience.minus(move.sinceAsk()));
    }
}
