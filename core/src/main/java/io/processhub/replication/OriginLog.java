package io.processhub.replication;

import io.processhub.cluster.NodeId;
import io.processhub.log.Delta;
import io.processhub.log.Entry;
import io.processhub.log.Entry.Presence;
import io.processhub.registry.Instance.EndCause;
import io.processhub.registry.Intent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The log of one node, as far as this node knows it. Not thread-safe; confined to the hub's thread.
 *
 * <p>The process records hold the entries and their places here; the log holds their order: two parallel arrays of
 * versions and records, in ascending order of version. A place whose record has its entry elsewhere is stale and is
 * skipped; when the arrays are full and half of the places are stale, the stale ones are removed. So reading a range
 * takes time proportional to its length, and an entry takes twelve bytes here, at most a quarter more while the arrays
 * have room.
 *
 * <p>Other threads find in the log which processes its node may run: they read the array of records, whose places are
 * only ever filled. What has to change otherwise becomes a new array.
 */
final class OriginLog {
    private static final int PLACES_MIN = 16;

    private final NodeId origin;

    private long[] versions = new long[PLACES_MIN];
    private volatile @Nullable ProcessRecord[] records = new ProcessRecord[PLACES_MIN];
    private int places;
    private int valid;
    private long known;
    private long floor;
    private long cleanFloor;
    private boolean live;

    OriginLog(NodeId origin) {
        this.origin = origin;
    }

    NodeId origin() {
        return origin;
    }

    /** {@return everything up to this version is known} */
    long known() {
        return known;
    }

    /** {@return tombstones up to this version may have been dropped} */
    long floor() {
        return floor;
    }

    /** {@return the origin's floor when this node last began to read the log from the beginning} */
    long cleanFloor() {
        return cleanFloor;
    }

    void cleanFloor(long version) {
        cleanFloor = version;
    }

    /** Reads the log from the beginning again; all its entries have been dropped. */
    void restart() {
        records = new ProcessRecord[versions.length]; // else an entry that is read again would be valid in two places
        places = 0;
        known = 0;
        floor = 0;
    }

    /** {@return whether the origin is a member; its copies count only then} */
    boolean live() {
        return live;
    }

    void live(boolean member) {
        live = member;
    }

    /** {@return how many entries are valid} */
    int size() {
        return valid;
    }

    void advance(long version) {
        known = Math.max(known, version);
    }

    void raiseFloor(long version) {
        floor = Math.max(floor, version);
    }

    /** {@return the records that have an entry here, or had one; each at least once. Any thread} */
    Stream<ProcessRecord> mentioned() {
        return Arrays.stream(records).filter(Objects::nonNull).map(ProcessRecord.class::cast);
    }

    /** Appends an entry; it supersedes the entry of the same kind in the record. */
    void put(ProcessRecord record, Entry entry) {
        OriginView view = record.view(this);
        switch (entry) {
            case Entry.IntentSet(long version, Intent intent) -> {
                if (view.logged() != null && !intent.supersedes(view.logged())) {
                    record.retainTombstone(
                            view.logged()); // its writer has dropped it, and has written an older one since
                }
                Intent shared = record.shared(intent);
                dropIntent(view);
                view.intent(shared, append(version, record));
            }
            case Entry.PresenceSet(long version, var id, Presence presence) -> {
                dropPresence(view);
                view.presence(presence, append(version, record));
                if (handedOver(presence)) {
                    dropIntent(view);
                }
            }
            case Entry.Started started -> throw new IllegalArgumentException(started + " is two entries of a log");
        }
    }

    /** Whether another node has taken the copy over; that node carries the intent now. */
    private static boolean handedOver(Presence presence) {
        return presence instanceof Presence.Ended(EndCause cause, long term)
                && (cause == EndCause.MOVED || cause == EndCause.SUPERSEDED);
    }

    /** Removes the intent from a record. */
    void dropIntent(OriginView view) {
        if (view.logged() != null) {
            valid--;
            view.dropIntent();
        }
    }

    /** Removes the presence from a record. */
    void dropPresence(OriginView view) {
        if (view.describesCopy()) {
            valid--;
            view.dropPresence();
        }
    }

    /** Makes a place for an entry, which the record does not hold yet, and not the entry before it any more. */
    private int append(long version, ProcessRecord record) {
        if (places > 0 && versions[places - 1] >= version) {
            throw new IllegalStateException(
                    "entry " + version + " of " + origin + " comes after entry " + versions[places - 1]);
        }
        if (places == versions.length) {
            makeRoom();
        }
        versions[places] = version;
        records[places] = record;
        valid++;
        return places++;
    }

    private void makeRoom() {
        if (valid > places / 2) {
            int room = places + places / 4 + PLACES_MIN;
            versions = Arrays.copyOf(versions, room);
            records = Arrays.copyOf(records, room);
        } else {
            squeeze();
        }
    }

    private void squeeze() {
        long[] keptVersions = new long[versions.length];
        @Nullable ProcessRecord[] keptRecords = new ProcessRecord[records.length];
        int kept = 0;
        for (int place = 0; place < places; place++) {
            ProcessRecord record = records[place];
            OriginView view = record == null ? null : record.find(this);
            if (view != null && view.move(place, kept)) {
                keptVersions[kept] = versions[place];
                keptRecords[kept++] = record;
            }
        }
        versions = keptVersions;
        records = keptRecords;
        places = kept;
    }

    /** {@return the first place with a greater version} */
    private int insertionPoint(long version) {
        int found = Arrays.binarySearch(versions, 0, places, version);
        return found >= 0 ? found + 1 : -found - 1;
    }

    private @Nullable Entry entryAt(int place) {
        ProcessRecord record = records[place];
        OriginView view = record == null ? null : record.find(this);
        if (record == null || view == null) {
            return null;
        }
        Intent intent = view.intentAt(place);
        if (intent != null) {
            return new Entry.IntentSet(versions[place], intent);
        }
        Presence presence = view.presenceAt(place);
        return presence == null ? null : new Entry.PresenceSet(versions[place], record.id(), presence);
    }

    /** Reads a range; see {@link io.processhub.log.Logs#since}. */
    Delta since(long from, long upTo, int bytesMax) {
        long start = Math.min(from, known);
        long end = Math.max(start, Math.min(upTo, known));
        List<Entry> entries = new ArrayList<>();
        long room = bytesMax;
        for (int place = insertionPoint(start); place < places && versions[place] <= end; place++) {
            Entry entry = entryAt(place);
            if (entry != null) {
                room -= entry.bytesMax();
                if (room < 0 && !entries.isEmpty()) {
                    long last = entries.getLast().version();
                    return new Delta(origin, /* from= */ start, /* to= */ last, /* floor= */ floor, entries);
                }
                entries.add(entry);
            }
        }
        return new Delta(origin, /* from= */ start, /* to= */ end, /* floor= */ floor, entries);
    }

    /** Passes the valid entries above {@code from} and up to {@code to} to the visitor, which may change the log. */
    void each(long from, long to, Consumer<Entry> visitor) {
        List<Entry> found = new ArrayList<>();
        for (int place = insertionPoint(from); place < places && versions[place] <= to; place++) {
            Entry entry = entryAt(place);
            if (entry != null) {
                found.add(entry);
            }
        }
        found.forEach(visitor);
    }
}
