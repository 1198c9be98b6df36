package io.processhub.log;

import io.processhub.cluster.NodeId;
import io.processhub.log.Entry.Presence;
import io.processhub.registry.Instance;
import io.processhub.registry.Intent.Stamp;
import io.processhub.spec.ProcessId;
import io.processhub.spec.StartReason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
     * The same for readers that know the intents of other logs: where a copy was started afresh for such an intent, the
     * intent is not repeated. Copies that were moved are written in full, for the intents of those may be old.
     *
     * @return a delta that is often smaller
     */
    public Delta brief() {
        List<Entry> brief = new ArrayList<>(entries.size());
        for (int at = 0; at < entries.size(); at++) {
            Entry entry = entries.get(at);
            Entry next = at + 1 < entries.size() ? entries.get(at + 1) : entry;
            Instance started = entry instanceof Entry.IntentSet set ? startedFor(set, next) : null;
            if (started == null) {
                brief.add(entry);
            } else {
                brief.add(new Entry.Started(next.version(), next.id(), started));
                at++;
            }
        }
        return new Delta(origin, /* from= */ from, /* to= */ to, /* floor= */ floor, brief);
    }

    private @Nullable Instance startedFor(Entry.IntentSet set, Entry next) {
        Stamp stamp = set.intent().stamp();
        boolean elsewhere = set.intent().runs() && !stamp.writer().equals(origin);
        return elsewhere
                        && next.version() == set.version() + 1
                        && next instanceof Entry.PresenceSet(long version, ProcessId id, Presence presence)
                        && presence instanceof Presence.Running(Instance instance)
                        && instance.reason() == StartReason.FRESH
                        && id.equals(set.id())
                        && instance.intentStamp().equals(stamp)
                ? instance
                : null;
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
