package io.processhub.strategy.migration;

import io.processhub.time.Durations;
import java.time.Duration;

/**
 * How a process moves from a node that should not run it any more to the nodes that should. The source decides;
 * whatever the strategy, it stops its copy only after the registry shows that every target runs one. A strategy is a
 * value: immutable, comparable by {@code equals}, and its {@code toString} tells all its options, because nodes compare
 * them when they meet. Pure and called on the hub's thread; must not block.
 *
 * <p>When it throws or does not answer on the hub's thread, what it decided before stays, the hub is degraded, and the
 * strategy is asked again.
 */
public interface MigrationStrategy {

    /**
     * Decides what the source does next.
     *
     * @param move how far the move is
     * @return the next step
     */
    Step next(Move move);

    /** {@return how long a state may be, in bytes, that a target takes; 0 unless the strategy hands over} */
    default int stateBytesMax() {
        return 0;
    }

    /**
     * How the state of a copy that a partition or a race has made superfluous is handed to the copy that stays, if the
     * process can merge states. It is no move, and happens with every strategy.
     *
     * @return at most 16 MiB within 10 seconds, unless the strategy has limits of its own
     */
    default Terms merging() {
        return Terms.STANDARD;
    }

    /**
     * How far a move is, as its source sees it.
     *
     * @param targetsRun whether every target runs the process
     * @param asks how often the targets have been asked to start it
     * @param sinceAsk how long ago that was; zero when they have not been asked
     */
    record Move(boolean targetsRun, int asks, Duration sinceAsk) {}

    /**
     * How a process is handed over. Immutable; begin with {@link #STANDARD} and change what should differ.
     *
     * @param state whether it takes its state along, if it can
     * @param confirmation whether it must have taken over the state on the target
     * @param dataWait how long it has to fall quiet and to answer with its state; positive
     * @param quietMax how long it may be quiet; positive
     * @param timeout how long all of it may take; positive
     * @param stateBytesMax how long the state may be, in bytes
     */
    record Terms(
            boolean state,
            boolean confirmation,
            Duration dataWait,
            Duration quietMax,
            Duration timeout,
            int stateBytesMax) {

        /**
         * With a state of at most 16 MiB that the target must have taken over, told within 3 seconds, quiet for at most
         * 5 seconds, all within 10 seconds.
         */
        public static final Terms STANDARD =
                new Terms(true, true, Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(10), 16 << 20);

        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException when one is out of its range
         */
        public Terms {
            dataWait = Durations.positive("data wait", dataWait, " of a handover");
            quietMax = Durations.positive("quietMax", quietMax, " of a handover");
            timeout = Durations.positive("timeout", timeout, " of a handover");
            if (stateBytesMax < 0) {
                throw new IllegalArgumentException("states of at most " + stateBytesMax + " bytes in a handover");
            }
        }

        /**
         * With or without the state.
         *
         * @param taken whether the process takes its state along, if it can
         * @return a changed copy
         */
        public Terms state(boolean taken) {
            return new Terms(taken, confirmation, dataWait, quietMax, timeout, stateBytesMax);
        }

        /**
         * With or without confirmation.
         *
         * @param required whether the process must have taken over the state on the target
         * @return a changed copy
         */
        public Terms confirmation(boolean required) {
            return new Terms(state, required, dataWait, quietMax, timeout, stateBytesMax);
        }

        /**
         * Another time for the process to fall quiet and to answer with its state.
         *
         * @param span positive
         * @return a changed copy
         * @throws IllegalArgumentException when not positive
         */
        public Terms dataWait(Duration span) {
            return new Terms(state, confirmation, span, quietMax, timeout, stateBytesMax);
        }

        /**
         * Another bound for the pause.
         *
         * @param span positive
         * @return a changed copy
         * @throws IllegalArgumentException when not positive
         */
        public Terms quietMax(Duration span) {
            return new Terms(state, confirmation, dataWait, span, timeout, stateBytesMax);
        }

        /**
         * Another limit of the whole handover.
         *
         * @param span positive
         * @return a changed copy
         * @throws IllegalArgumentException when not positive
         */
        public Terms timeout(Duration span) {
            return new Terms(state, confirmation, dataWait, quietMax, span, stateBytesMax);
        }

        /**
         * Another limit of the state.
         *
         * @param bytes at least 0
         * @return a changed copy
         * @throws IllegalArgumentException when negative
         */
        public Terms stateBytesMax(int bytes) {
            return new Terms(state, confirmation, dataWait, quietMax, timeout, bytes);
        }
    }

    /** What a source can do. */
    sealed interface Step {
        /** Ask the targets that do not run the process to start it. */
        record AskTargets() implements Step {}

        /**
         * Hand the process over to a target that does not run it: messages wait meanwhile.
         *
         * @param terms how
         */
        record HandOver(Terms terms) implements Step {}

        /** Stop the copy here: the move is done. */
        record StopSource() implements Step {}

        /**
         * Look again later.
         *
         * @param pause how much later; positive
         */
        record Wait(Duration pause) implements Step {}
    }
}
