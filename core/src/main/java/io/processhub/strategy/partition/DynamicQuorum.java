package io.processhub.strategy.partition;

import io.processhub.time.Durations;
import java.time.Duration;

/**
 * A part goes on unless it has lost too many nodes in a short time: of the nodes that are here or were lost within the
 * threshold, at least so many per cent must be here. A hub that shrinks slowly never stops. Losses are forgotten when
 * the threshold is over; so a split that lasts longer lets both parts run. With 50 per cent or less, both halves of an
 * even split run.
 *
 * @param percent how many of the nodes must be here; 1 to 100
 * @param threshold how long a lost node counts; positive
 */
public record DynamicQuorum(int percent, Duration threshold) implements PartitionStrategy {
    private static final int ALL = 100;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when one is out of its range
     */
    public DynamicQuorum {
        if (percent < 1 || percent > ALL) {
            throw new IllegalArgumentException("quorum of " + percent + " per cent is not between 1 and " + ALL);
        }
        threshold = Durations.positive("threshold", threshold, " of a dynamic quorum");
    }

    /**
     * A lost node counts for 30 seconds.
     *
     * @param percent how many of the nodes must be here; 1 to 100
     */
    public DynamicQuorum(int percent) {
        this(percent, Duration.ofSeconds(30));
    }

    private long lost(Census census) {
        return census.losses().stream()
                .filter(loss -> loss.ago().compareTo(threshold) <= 0)
                .count();
    }

    @Override
    public boolean mayRun(Census census) {
        long all = census.members() + lost(census);
        return ALL * (long) census.members() >= percent * all;
    }

    @Override
    public String advice(Census census) {
        long all = census.members() + lost(census);
        return census.members() + " of " + all + " nodes are here, " + percent + " % are needed; it counts again when"
                + " some are back, or at the latest when the losses are older than " + threshold;
    }

    @Override
    public Memory memory() {
        return new Memory(0, threshold);
    }
}
