package io.processhub.strategy.partition;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * The part of a split cluster that has more than half of the votes goes on; in an even split none does. Every node that
 * joins gets a vote as soon as a majority of those before it has agreed. A node that closes its hub gives its vote
 * back; one that crashes keeps it, until it is back or {@link io.processhub.ProcessHub#resetClusterSize
 * resetClusterSize} has removed it. All nodes remember the votes together.
 *
 * @param initialClusterSize from how many nodes at least a majority is counted; positive. With 1, the first node of a
 *     hub runs alone; then two that start at the same time and do not see each other both run. The hub's
 *     {@link io.processhub.HubBuilder#initialSize initial size} counts when it is greater
 * @param trackMaxSize whether votes are kept. If not, a part goes on that has more than half of the initial size
 */
public record MajorityQuorum(int initialClusterSize, boolean trackMaxSize) implements PartitionStrategy {

    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public MajorityQuorum {
        if (initialClusterSize < 1) {
            throw new IllegalArgumentException("initial cluster size " + initialClusterSize
                    + " is not positive; 1 lets the first node of a hub run alone");
        }
    }

    /** Begins with one node, and keeps votes. */
    public MajorityQuorum() {
        this(1, true);
    }

    /** Without votes, the nodes of the initial size have them, whichever they are. */
    private Votes initial(Census census) {
        return new Votes(census.members(), Math.max(initialClusterSize, census.initialSize()), List.of());
    }

    @Override
    public boolean mayRun(Census census) {
        return census.votes().isEmpty()
                ? initial(census).majority()
                : census.votes().stream().allMatch(Votes::majority);
    }

    @Override
    public String advice(Census census) {
        Votes scarce = census.votes().stream()
                .max(Comparator.comparingInt(votes -> votes.required() - votes.present()))
                .orElseGet(() -> initial(census));
        int missing = scarce.required() - scarce.present();
        String who = scarce.absent().isEmpty() ? "any nodes" : "of " + scarce.absent();
        String remedy = trackMaxSize ? "; if they are gone for good, resetClusterSize(" + census.members() + ")" : "";
        return scarce.present() + " of " + scarce.size() + " votes are here, " + scarce.required() + " are needed: "
                + missing + " more, " + who + remedy;
    }

    @Override
    public Memory memory() {
        return trackMaxSize ? new Memory(initialClusterSize, Duration.ZERO) : Memory.NONE;
    }
}
