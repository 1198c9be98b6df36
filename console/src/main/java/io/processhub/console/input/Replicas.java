package io.processhub.console.input;

import io.processhub.strategy.redundancy.RedundancyStrategy;
import io.processhub.strategy.redundancy.Replication;
import io.processhub.strategy.redundancy.Singularity;

/**
 * How many copies of each process run, and which of them are active.
 *
 * @param copies how many; positive
 * @param model which are active; of no matter for a single copy
 */
public record Replicas(int copies, Model model) {
    /** A single copy. */
    public static final Replicas ONE = new Replicas(1, Model.ACTIVE_PASSIVE);

    /** Which copies are active, by the names that people type. */
    public enum Model {
        /** One; the others stand by. */
        ACTIVE_PASSIVE("active-passive"),
        /** All. */
        ACTIVE_ACTIVE("active-active");

        private final String text;

        Model(String text) {
            this.text = text;
        }

        /** {@return its name as people type it} */
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

    /** {@return the strategy, which tells processes of every change} */
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
     * How many copies of a process should be active.
     *
     * @param running how many run
     * @return one or all
     */
    public int active(int running) {
        return model == Model.ACTIVE_PASSIVE ? Math.min(1, running) : running;
    }
}
