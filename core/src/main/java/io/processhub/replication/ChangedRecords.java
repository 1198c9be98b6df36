package io.processhub.replication;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The records that wait to be reconciled, in the order in which they changed; each is in the queue at most once. */
final class ChangedRecords {
    private final ArrayDeque<ProcessRecord> queue = new ArrayDeque<>();
    private final Directory directory;

    ChangedRecords(Directory directory) {
        this.directory = directory;
    }

    void add(ProcessRecord record) {
        if (record.enqueue()) {
            queue.add(record);
        }
    }

    /** {@return the first record, which is removed; {@code null} when the queue is empty} */
    @Nullable
    ProcessRecord poll() {
        ProcessRecord record = queue.poll();
        while (record != null && replaced(record)) {
            record = queue.poll();
        }
        if (record != null) {
            record.dequeued();
        }
        return record;
    }

    /** Whether the record of a process was removed and a new one has been created since. */
    private boolean replaced(ProcessRecord record) {
        ProcessRecord present = directory.record(record.id());
        return present != null && present != record;
    }
}
