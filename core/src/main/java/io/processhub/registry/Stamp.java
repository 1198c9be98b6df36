package io.processhub.registry;

import io.processhub.cluster.NodeId;

/**
 * The position of an intent in the order of all intents. Stamps are totally ordered and no two writers create the same
 * one, so all nodes agree which of two intents takes precedence. Immutable.
 *
 * @param clock reading of the writer's hybrid logical clock; milliseconds since 1970 in the upper 48 bits, a counter in
 *     the lower 16
 * @param writer the node that set the intent
 */
public record Stamp(long clock, NodeId writer) implements Comparable<Stamp> {
    @Override
    public int compareTo(Stamp other) {
        if (this == other) {
            return 0;
        }
        int byClock = Long.compare(clock, other.clock);
        return byClock != 0 ? byClock : writer.compareTo(other.writer);
    }
}
