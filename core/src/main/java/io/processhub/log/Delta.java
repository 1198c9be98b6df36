package io.processhub.log;

import io.processhub.cluster.NodeId;
import java.util.List;

/**
 * A range of one origin log: all entries with versions after {@code from} and up to {@code to} that the origin has not
 * superseded. Immutable.
 *
 * @param origin the node whose log it is
 * @param from version before the range; a receiver that has not read up to it must not apply the delta
 * @param to last version of the range; at least {@code from}
 * @param floor tombstones (intents to stop, and ended copies) up to this version may be missing; a reader that has not
 *     read up to it drops all entries that it has read, once, and reads again from 0
 * @param entries in ascending order of version, all within the range
 */
public record Delta(NodeId origin, long from, long to, long floor, List<Entry> entries) {

    /**
     * Copies the entries and checks the bounds.
     *
     * @throws IllegalArgumentException when the bounds are negative or out of order, or an entry is outside the range
     *     or out of order
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
     * Splits the delta into two with the same content.
     *
     * @return two deltas, the first ending where the second begins
     * @throws IllegalStateException when there are fewer than two entries
     */
    public List<Delta> halves() {
        if (entries.size() < 2) {
            throw new IllegalStateException(
                    "delta of " + origin + " with " + entries.size() + " entries cannot be split");
        }
        int middle = entries.size() / 2;
        long cut = entries.get(middle - 1).version();
        return List.of(
                new Delta(origin, /* from= */ from, /* to= */ cut, /* floor= */ floor, entries.subList(0, middle)),
                new Delta(
                        origin,
                        /* from= */ cut,
                        /* to= */ to,
                        /* floor= */ floor,
                        entries.subList(middle, entries.size())));
    }
}
