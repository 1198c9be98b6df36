package io.processhub.replication;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The records that wait to be reconciled, in the order in which they changed; each is in the queue at most once. */
final class ChangedRecords {
    private static final int ROOM = 16;

    private ArrayDeque<ProcessRecord> queue = new ArrayDeque<>(ROOM);

    /** The most that were in the queue since it was empty. */
    private int longest;

    void add(ProcessRecord record) {
        if (record.enqueue()) {
            queue.add(record);
            longest = Math.max(longest, queue.size());
        }
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
