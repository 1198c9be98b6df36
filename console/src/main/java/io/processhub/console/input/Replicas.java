package io.processhub.console.input;

import io.processhub.strategy.redundancy.RedundancyStrategy;
import io.processhub.strategy.redundancy.Replication;
import io.processhub.strategy.redundancy.Singularity;

/**
 * How many copies of each process run, and which of them are active. Immutable.
 *
 * @param copies the number of copies; positive
 * @param model which copies are active; without effect for a single copy
 */
public record Replicas(int copies, Model model) {
    /** A single copy. */
    public static final Replicas ONE = new Replicas(1, Model.ACTIVE_PASSIVE);

    /** Which copies are active; the values of the option {@code --model}. */
    public enum Model {
        /** One copy is active; the others are passive. */
        ACTIVE_PASSIVE("active-passive"),
        /** All copies are active. */
        ACTIVE_ACTIVE("active-active");

        private final String text;

        Model(String text) {
            this.text = text;
        }

        /** {@return its value on the command line} */
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Checks the number.
     *
     * @throws BadInputException when it is not positive
     */
    public Replicas {
        if (copies < 1) {
            throw new BadInputException("--replicas: " + copies + " is below 1; 1 is a single copy of each process");
        }
    }

    /** {@return the strategy, which notifies processes of every change} */
    public RedundancyStrategy strategy() {
        if (copies == 1) {
            return new Singularity();
        }
        return switch (model) {
            case ACTIVE_PASSIVE -> Replication.activePassive(copies);
            case ACTIVE_ACTIVE -> Replication.activeActive(copies);
        };
    }

    /**
     * Returns how many copies of a process should be active.
     *
     * @param running the number of running copies
     * @return the number of active copies: one, or all of them
     */
    public int active(int running) {
        return model == Model.ACTIVE_PASSIVE ? Math.min(1, running) : running;
    }
}
