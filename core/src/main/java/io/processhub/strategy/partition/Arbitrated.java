package io.processhub.strategy.partition;

import io.processhub.time.Durations;
import java.time.Duration;

/**
 * A majority of the votes goes on, and in an even split the part that has the lease of an {@link Arbiter}. With a
 * majority the arbiter is not asked; a part with less than half of the votes never goes on. When the arbiter does not
 * answer, a lease that is held lasts until its validity is over, and no longer.
 *
 * @param base counts the votes, and keeps them
 * @param validity for how long a lease is asked; a part that holds one stops a tenth earlier unless it has prolonged
 *     it; at least 5 seconds. So long it takes at most, besides the detection of a split, until another part than the
 *     one before can go on
 * @param deadline how long an answer is waited for; positive, and at most a third of the validity, because a lease is
 *     prolonged when a third of it is over
 */
public record Arbitrated(MajorityQuorum base, Duration validity, Duration deadline) implements PartitionStrategy {
    private static final Duration VALIDITY_MIN = Duration.ofSeconds(5);
    private static final int TRIES = 3;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when one is out of its range, or the base keeps no votes
     */
    public Arbitrated {
        if (!base.trackMaxSize()) {
            throw new IllegalArgumentException(base + " keeps no votes; an arbiter needs to know which part has which");
        }
        validity = Durations.positive("validity", validity, " of a lease");
        deadline = Durations.positive("deadline", deadline, " of an arbiter");
        if (validity.compareTo(VALIDITY_MIN) < 0) {
            throw new IllegalArgumentException("validity " + validity + " of a lease is less than " + VALIDITY_MIN);
        }
        if (deadline.multipliedBy(TRIES).compareTo(validity) > 0) {
            throw new IllegalArgumentException(
                    "deadline " + deadline + " is more than a third of the validity " + validity);
        }
    }

    /**
     * Leases of 15 seconds, with a deadline of 2 seconds.
     *
     * @param base counts the votes, and keeps them
     */
    public Arbitrated(MajorityQuorum base) {
        this(base, Duration.ofSeconds(15), Duration.ofSeconds(2));
    }

    @Override
    public boolean mayRun(Census census) {
        return base.mayRun(census) || (asks(census) && census.lease().held());
    }

    @Override
    public boolean asks(Census census) {
        return !census.votes().isEmpty()
                && !base.mayRun(census)
                && census.votes().stream().allMatch(Votes::half);
    }

    @Override
    public Arbitration arbitration() {
        return new Arbitration(validity, deadline);
    }

    @Override
    public String advice(Census census) {
        return base.advice(census)
                + (asks(census) ? "; or a lease: " + census.lease().said() : "");
    }

    @Override
    public Memory memory() {
        return base.memory();
    }
}
