package io.processhub.replication;

import io.processhub.registry.Instance;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what has become of a copy when an entry about it was written or dropped.
 *
 * @param watcher is notified
 */
record InstanceChanges(RegistryWatcher watcher) {

    /** Compares the copy on the node of a log with the one that was there before. */
    void tell(ProcessRecord record, OriginLog log, @Nullable Instance before) {
        Instance after = record.instance(log);
        if (before != null && after != null && after.predecessor() == before.epoch()) {
            watcher.raised(record.id(), log.origin(), after); // one copy on a node never follows another one there
            return;
        }
        if (before != null && (after == null || after.epoch() != before.epoch())) {
            watcher.ended(record.id(), log.origin(), before, record.causeOfEnd(log));
        }
        if (after != null && (before == null || before.epoch() != after.epoch())) {
            watcher.began(record.id(), log.origin(), after);
        } else if (after != null && before != null && after.role() != before.role()) {
            watcher.changed(record.id(), log.origin(), after);
        }
    }
}
