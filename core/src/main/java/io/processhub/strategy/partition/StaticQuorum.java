package io.processhub.strategy.partition;

/**
 * A part with at least so many nodes goes on. Choose more than half of all nodes: then no two parts can.
 *
 * @param size how many nodes, this one included; positive
 * @param startupConfirm whether a hub that starts needs them at once. If not, it runs until a node joins or goes for
 *     the first time, even alone
 */
public record StaticQuorum(int size, boolean startupConfirm) implements PartitionStrategy {

    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public StaticQuorum {
        if (size < 1) {
            throw new IllegalArgumentException("quorum size " + size + " is not positive");
        }
    }

    @Override
    public boolean mayRun(Census census) {
        return census.members() >= size || (!startupConfirm && !census.changed());
    }

    @Override
    public String advice(Census census) {
        int missing = size - census.members();
        return census.members() + " nodes are here, " + size + " are needed: " + missing + " more, any nodes";
    }
}
