package io.processhub.replication;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The records that wait to be reconciled, in the order in which they changed; each is in the queue at most once. When
 * it is to be found out which of all records have to be, they are looked at in slices, because all of them at once
 * could take long.
 */
final class ChangedRecords {
    private static final int ROOM = 16;

    /** A few milliseconds' worth. */
    private static final int SLICE = 20_000;

    private ArrayDeque<ProcessRecord> queue = new ArrayDeque<>(ROOM);

    /** The most that were in the queue since it was empty. */
    private int longest;

    private Iterator<ProcessRecord> unseen = Collections.emptyIterator();
    private Predicate<ProcessRecord> sought = record -> false;

    void add(ProcessRecord record) {
        if (record.enqueue()) {
            queue.add(record);
            longest = Math.max(longest, queue.size());
        }
    }

    /** Looks at all records from now on, and also for what was sought before if not all were looked at. */
    void look(Collection<ProcessRecord> records, Predicate<ProcessRecord> which) {
        sought = unseen.hasNext() ? sought.or(which) : which;
        unseen = records.iterator();
    }

    /** {@return whether all records were looked at; this looks at the next slice} */
    boolean lookOn() {
        for (int i = 0; i < SLICE && unseen.hasNext(); i++) {
            ProcessRecord record = unseen.next();
            if (sought.test(record)) {
                add(record);
            }
        }
        return !unseen.hasNext();
    }

    /** {@return the first record, which is removed; {@code null} when the queue is empty} */
    @Nullable
    ProcessRecord poll() {
        ProcessRecord record = queue.poll();
        if (record == null) {
            shrink();
        } else {
            record.dequeued();
        }
        return record;
    }

    int size() {
        return queue.size();
    }

    /** Passes the records to the visitor, which may not change the queue. */
    void each(Consumer<ProcessRecord> visitor) {
        queue.forEach(visitor);
    }

    /** A large call fills the queue once; its room is not needed afterwards. */
    private void shrink() {
        if (longest > ROOM) {
            queue = new ArrayDeque<>(ROOM);
            longest = 0;
        }
    }
}
