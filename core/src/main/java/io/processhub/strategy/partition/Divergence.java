package io.processhub.strategy.partition;

/**
 * Every part of a split cluster goes on. While the split lasts a process may run once in each part; afterwards one copy
 * is kept.
 */
public record Divergence() implements PartitionStrategy {

    @Override
    public boolean mayRun(Census census) {
        return true;
    }
}
