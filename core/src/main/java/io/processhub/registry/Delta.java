package io.processhub.registry;

import io.processhub.cluster.NodeId;
import java.util.List;

/**
 * A stretch of one origin log: all that is still valid of what the node wrote after {@code from} and up to {@code to}.
 *
 * @param origin whose log
 * @param from version before the stretch; a receiver that has not read so far must not apply it
 * @param to last version of the stretch; at least {@code from}
 * @param floor removals up to this version may be missing; a reader that has not read so far forgets what it has read,
 *     once, and reads from 0
 * @param entries in rising order of version, all within the stretch
 */
public record Delta(NodeId origin, long from, long to, long floor, List<Entry> entries) {

    /**
     * Freezes the entries and checks the bounds.
     *
     * @throws IllegalArgumentException when the stretch is negative, or an entry lies outside it or out of order
     */
    public Delta {
        entries = List.copyOf(entries);
        if (from < 0 || to < from || floor < 0) {
            throw new IllegalArgumentException(
                    "delta of " + origin + " from " + from + " to " + to + ", floor " + floor);
        }
        long last = from;
        for (Entry entry : entries) {
            if (entry.version() <= last || entry.version() > to) {
                throw new IllegalArgumentException("entry " + entry.version() + " of " + origin + " after " + last
                        + " does not belong between " + from + " and " + to);
            }
            last = entry.version();
        }
    }

    /**
     * Cuts the stretch in two that say the same.
     *
     * @return two deltas, the first ending where the second begins
     * @throws IllegalStateException when there are fewer than two entries
     */
    public List<Delta> halves() {
        if (entries.size() < 2) {
            throw new IllegalStateException(
                    "delta of " + origin + " with " + entries.size() + " entries cannot be cut");
        }
        int middle = entries.size() / 2;
        long cut = entries.get(middle - 1).version();
        return List.of(
                new Delta(origin, from, cut, floor, entries.subList(0, middle)),
                new Delta(origin, cut, to, floor, entries.subList(middle, entries.size())));
    }
}
