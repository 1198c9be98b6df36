package io.processhub.benchmarks.synchronization.seed;

/**
 * One run of the model.
 *
 * @param nodes how many; number 0 begins
 * @param loss the probability for each message
 * @param seed of all chance
 */
public record Setting(int nodes, double loss, long seed) {
    /** To how many nodes a message goes on, by default of the seed. */
    static final int RECIPIENTS = 3;
}
