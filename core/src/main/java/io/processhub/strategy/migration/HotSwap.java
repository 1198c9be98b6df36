package io.processhub.strategy.migration;

import io.processhub.time.Durations;
import java.time.Duration;

/**
 * Hands a process over: the source falls quiet, the target starts with the state if there is one, and the source stops
 * when the target runs. Messages that are sent meanwhile wait and reach the target. When anything fails the source goes
 * on with its state, and tries again later, less often the longer it fails.
 *
 * @param quietMax how long the source may be quiet after the process has told its state; then it takes the process
 *     back, or learns that the target has it. Positive; 5 seconds unless set otherwise
 * @param handover whether processes that implement {@code StateHandover} take their state along; not, unless set
 *     otherwise
 * @param confirmation whether a process on the target must have taken the state over for the move to count. Unless it
 *     is set, one that refuses the state runs without it
 * @param dataWait how long a process has to finish the message in work and to answer with its state; positive, 3
 *     seconds unless set otherwise
 * @param moveTimeout how long one attempt may take; positive, 10 seconds unless set otherwise
 * @param stateBytesMax how long a state may be, in bytes; a process with a longer one stays where it is. At least 0, 16
 *     MiB unless set otherwise
 */
public record HotSwap(
        Duration quietMax,
        boolean handover,
        boolean confirmation,
        Duration dataWait,
        Duration moveTimeout,
        int stateBytesMax)
        implements MigrationStrategy {
    private static final Duration TRY_AGAIN = Duration.ofSeconds(2);
    private static final int PAUSES_MAX = 8;

    /** Without the state; the times as they are unless set otherwise. */
    public HotSwap() {
        this(Duration.ofSeconds(5), false, false, Duration.ofSeconds(3), Duration.ofSeconds(10), 16 << 20);
    }

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when one is out of its range
     */
    public HotSwap {
        quietMax = Durations.positive("quietMax", quietMax, " of a hot swap");
        dataWait = Durations.positive("data wait", dataWait, " of a hot swap");
        moveTimeout = Durations.positive("move timeout", moveTimeout, " of a hot swap");
        if (stateBytesMax < 0) {
            throw new IllegalArgumentException("states of at most " + stateBytesMax + " bytes in a hot swap");
        }
    }

    /** {@return a hot swap with the state, which counts only when the target has taken it over} */
    public static HotSwap withState() {
        return new HotSwap().handover(true).confirmation(true);
    }

    /**
     * Another bound for the pause.
     *
     * @param value positive
     * @return a changed copy
     */
    public HotSwap quietMax(Duration value) {
        return new HotSwap(value, handover, confirmation, dataWait, moveTimeout, stateBytesMax);
    }

    /**
     * With or without the state.
     *
     * @param value whether processes take their state along
     * @return a changed copy
     */
    public HotSwap handover(boolean value) {
        return new HotSwap(quietMax, value, confirmation, dataWait, moveTimeout, stateBytesMax);
    }

    /**
     * With or without confirmation.
     *
     * @param value whether the state must have been taken over
     * @return a changed copy
     */
    public HotSwap confirmation(boolean value) {
        return new HotSwap(quietMax, handover, value, dataWait, moveTimeout, stateBytesMax);
    }

    /**
     * Another time for processes to answer with their state.
     *
     * @param value positive
     * @return a changed copy
     */
    public HotSwap dataWait(Duration value) {
        return new HotSwap(quietMax, handover, confirmation, value, moveTimeout, stateBytesMax);
    }

    /**
     * Another limit of one attempt.
     *
     * @param value positive
     * @return a changed copy
     */
    public HotSwap moveTimeout(Duration value) {
        return new HotSwap(quietMax, handover, confirmation, dataWait, value, stateBytesMax);
    }

    /**
     * Another limit of states.
     *
     * @param value in bytes; at least 0
     * @return a changed copy
     */
    public HotSwap stateBytesMax(int value) {
        return new HotSwap(quietMax, handover, confirmation, dataWait, moveTimeout, value);
    }

    private Terms terms() {
        return new Terms(handover, confirmation, dataWait, quietMax, moveTimeout, stateBytesMax);
    }

    @Override
    public Terms merging() {
        return terms().state(true).confirmation(true);
    }

    @Override
    public Step next(Move move) {
        if (move.targetsRun()) {
            return new Step.StopSource();
        }
        Duration pause = TRY_AGAIN.multipliedBy(Math.min(move.asks(), PAUSES_MAX));
        if (move.sinceAsk().compareTo(pause) >= 0) {
            return new Step.HandOver(terms());
        }
        return new Step.Wait(pause.minus(move.sinceAsk()));
    }
}
