package io.processhub.registry;

import io.processhub.cluster.NodeId;

/**
 * When a wish was uttered, relative to all others. Stamps are totally ordered and no two writers make the same one, so
 * of any two every node picks the same.
 *
 * @param clock reading of the writer's hybrid logical clock; milliseconds since 1970 in the upper 48 bits, a counter in
 *     the lower 16
 * @param writer who said it
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
