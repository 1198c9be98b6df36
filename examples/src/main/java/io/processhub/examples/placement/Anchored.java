package io.processhub.examples.placement;

import io.processhub.strategy.partition.PartitionStrategy;

// tag::strategy[]
/**
 * The part with a certain node goes on, such as the one that reaches a machine which all processes need.
 *
 * @param node its name
 */
record Anchored(String node) implements PartitionStrategy {
    @Override
    public boolean mayRun(Census census) {
        return census.nodes().stream().anyMatch(member -> member.name().equals(node));
    }

    @Override
    public String advice(Census census) {
        return "node " + node + " is needed, and is not here";
    }
}
// end::strategy[]
