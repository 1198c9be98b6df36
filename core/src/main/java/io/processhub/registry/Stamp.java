package io.processhub.registry;

import io.processhub.cluster.NodeId;
import java.util.Comparator;

/**
 * When a wish was uttered, relative to all others. Stamps are totally ordered and no two writers make the same one, so
 * of any two every node picks the same.
 *
 * @param clock reading of the writer's hybrid logical clock; milliseconds since 1970 in the upper 48 bits, a counter in
 *     the lower 16
 * @param writer who said it
 */
public record Stamp(long clock, NodeId writer) implements Comparable<Stamp> {
    private static final Comparator<Stamp> ORDER =
            Comparator.comparingLong(Stamp::clock).thenComparing(Stamp::writer);

    @Override
    public int compareTo(Stamp other) {
        return ORDER.compare(this, other);
    }
}
