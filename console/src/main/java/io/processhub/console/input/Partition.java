package io.processhub.console.input;

import io.processhub.strategy.partition.Divergence;
import io.processhub.strategy.partition.DynamicQuorum;
import io.processhub.strategy.partition.MajorityQuorum;
import io.processhub.strategy.partition.PartitionStrategy;
import io.processhub.strategy.partition.StaticQuorum;
import java.util.Locale;

/** When a part of a split cluster runs processes. */
public enum Partition {
    /** Always. */
    DIVERGENCE,
    /** With more than half of the nodes that there were at the start, also when a hub starts. */
    STATIC,
    /** Unless more than 40 per cent were lost within 30 seconds. */
    DYNAMIC,
    /** With a majority of the votes. */
    MAJORITY;

    private static final int PERCENT = 60;

    /**
     * Makes the strategy.
     *
     * @param nodes how many there are at the start
     * @return the strategy for a cluster of this size
     */
    public PartitionStrategy strategy(int nodes) {
        return switch (this) {
            case DIVERGENCE -> new Divergence();
            case STATIC -> new StaticQuorum(nodes / 2 + 1, true);
            case DYNAMIC -> new DynamicQuorum(PERCENT);
            case MAJORITY -> new MajorityQuorum(nodes, true);
        };
    }

    /** {@return the name, as users write it} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
