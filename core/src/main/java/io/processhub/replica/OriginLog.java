package io.processhub.replica;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Delta;
import io.processhub.registry.EndCause;
import io.processhub.registry.Entry;
import io.processhub.registry.Intent;
import io.processhub.registry.Presence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one node wrote, as far as it is known here. Confined to the hub's thread.
 *
 * <p>The entries themselves lie in the rows; the log keeps their order: two parallel arrays of versions and rows,
 * rising by version. A place whose row has a newer version meanwhile is stale and is skipped; when half of the places
 * are stale they are squeezed out. So a stretch is read in the time of its length, and an entry costs twelve bytes
 * here.
 */
final class OriginLog {
    private static final int PLACES_MIN = 16;

    private final NodeId origin;

    private long[] versions = new long[PLACES_MIN];
    private @Nullable Row[] rows = new Row[PLACES_MIN];
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

    /** {@return removals up to this version may have been forgotten} */
    long floor() {
        return floor;
    }

    /** {@return what is known here was read from the beginning when the origin's floor had reached this version} */
    long cleanFloor() {
        return cleanFloor;
    }

    void cleanFloor(long version) {
        cleanFloor = version;
    }

    /** Reads the log from the beginning again; all its entries have been dropped. */
    void restart() {
        Arrays.fill(
                rows, 0, places,
                null); // a place left behind would be valid again with its entry, which then lies in two
        places = 0;
        known = 0;
        floor = 0;
    }

    /** {@return whether the origin is a member; the copies it hosted count only then} */
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

    /** Puts an entry in its place, superseding the one of its kind in the row. */
    void put(Row row, Entry entry) {
        Row.Slot slot = row.slot(this);
        switch (entry) {
            case Entry.Wished(long version, Intent wish) -> {
                if (slot.wish != null && !wish.supersedes(slot.wish)) {
                    row.bury(slot.wish); // its writer has forgotten it, and has heard an older one since
                }
                forget(slot.wish);
                slot.wish = row.shared(wish);
                slot.wishVersion = version;
            }
            case Entry.Present(long version, var id, Presence presence) -> {
                forget(slot.presence);
                slot.presence = presence;
                slot.presenceVersion = version;
                if (handedOver(presence)) {
                    dropWish(slot);
                }
            }
        }
        append(entry.version(), row);
    }

    /** Whoever took the copy over carries the wish now. */
    private static boolean handedOver(Presence presence) {
        return presence instanceof Presence.Ended(EndCause cause, long term)
                && (cause == EndCause.MOVED || cause == EndCause.SUPERSEDED);
    }

    /** Takes the wish out of a row. */
    void dropWish(Row.Slot slot) {
        forget(slot.wish);
        slot.wish = null;
    }

    /** Takes the presence out of a row. */
    void dropPresence(Row.Slot slot) {
        forget(slot.presence);
        slot.presence = null;
    }

    private void forget(@Nullable Object earlier) {
        if (earlier != null) {
            valid--;
        }
    }

    private void append(long version, Row row) {
        if (places == versions.length) {
            makeRoom();
        }
        int place = places == 0 || versions[places - 1] < version ? places : insertionPoint(version);
        System.arraycopy(versions, place, versions, place + 1, places - place);
        System.arraycopy(rows, place, rows, place + 1, places - place);
        versions[place] = version;
        rows[place] = row;
        places++;
        valid++;
    }

    private void makeRoom() {
        if (valid > places / 2) {
            versions = Arrays.copyOf(versions, places * 2);
            rows = Arrays.copyOf(rows, places * 2);
        } else {
            squeeze();
        }
    }

    private void squeeze() {
        int kept = 0;
        for (int place = 0; place < places; place++) {
            if (entryAt(place) != null) {
                versions[kept] = versions[place];
                rows[kept++] = rows[place];
            }
        }
        Arrays.fill(rows, kept, places, null);
        places = kept;
    }

    /** {@return the first place whose version is greater} */
    private int insertionPoint(long version) {
        int found = Arrays.binarySearch(versions, 0, places, version);
        return found >= 0 ? found + 1 : -found - 1;
    }

    private @Nullable Entry entryAt(int place) {
        long version = versions[place];
        Row row = rows[place];
        Row.Slot slot = row == null ? null : row.find(origin);
        if (row == null || slot == null) {
            return null;
        }
        if (slot.wish != null && slot.wishVersion == version) {
            return new Entry.Wished(version, slot.wish);
        }
        return slot.presence != null && slot.presenceVersion == version
                ? new Entry.Present(version, row.id(), slot.presence)
                : null;
    }

    /** Reads a stretch; see {@link io.processhub.registry.Logs#since}. */
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
                    return new Delta(origin, start, entries.getLast().version(), floor, entries);
                }
                entries.add(entry);
            }
        }
        return new Delta(origin, start, end, floor, entries);
    }

    /** Visits the valid entries above one version and up to another; the visitor may change the log. */
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
