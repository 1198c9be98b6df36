package io.processhub.replication;

import io.processhub.cluster.NodeId;
import io.processhub.log.Delta;
import io.processhub.log.Entry;
import io.processhub.log.Entry.Presence;
import io.processhub.log.Logs;
import io.processhub.registry.Instance;
import io.processhub.registry.Intent;
import io.processhub.spec.ProcessId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * This node's copy of the registry: an origin log for each node, merged into one record for each process. Not
 * thread-safe; confined to the hub's thread.
 *
 * <p>Why copies converge: only its origin writes a log, a range is applied only when everything before it is known, and
 * of two intents for a process the one with the greater stamp takes precedence. So neither the order in which ranges of
 * different logs arrive nor a duplicate affects the result.
 */
public final class ReplicatedRegistry implements Logs {
    private final NodeId self;
    private final Directory directory;
    private final InstanceChanges instances;
    private final OriginLog own;
    private final ChangedRecords changed = new ChangedRecords();
    private final TreeSet<NodeId> peers = new TreeSet<>();
    private List<NodeId> peerList = List.of(); // built on demand; cleared by a change

    /**
     * Creates an empty copy.
     *
     * @param self this node
     * @param generation version at which this node's log begins; greater than every version of an earlier generation of
     *     the hub's log on this node
     * @param directory the read side to keep up to date
     * @param watcher is notified of instances that start, change their role and end
     */
    public ReplicatedRegistry(NodeId self, long generation, Directory directory, RegistryWatcher watcher) {
        this.self = self;
        this.directory = directory;
        this.instances = new InstanceChanges(watcher);
        this.own = log(self);
        own.live(true);
        own.advance(generation);
        own.raiseFloor(generation);
    }

    // ---- reading

    @Override
    public NodeId self() {
        return self;
    }

    @Override
    public List<NodeId> peers() {
        if (peerList.size() != peers.size()) {
            peerList = List.copyOf(peers);
        }
        return peerList;
    }

    @Override
    public long known(NodeId origin) {
        OriginLog log = directory.log(origin);
        return log == null ? 0 : log.known();
    }

    @Override
    public Delta since(Gap gap, int bytesMax) {
        OriginLog log = directory.log(gap.origin());
        return log == null
                ? new Delta(gap.origin(), /* from= */ gap.from(), /* to= */ gap.from(), /* floor= */ 0, List.of())
                : log.since(gap.from(), gap.to(), bytesMax);
    }

    /** {@return the version up to which tombstones in this node's log may have been dropped} */
    public long floor() {
        return own.floor();
    }

    /**
     * Finds the record of a process.
     *
     * @param id the process
     * @return the record; {@code null} when nothing is known
     */
    public @Nullable ProcessRecord record(ProcessId id) {
        return directory.record(id);
    }

    /** {@return all records, in an unspecified but reproducible order} */
    public Collection<ProcessRecord> records() {
        return directory.records();
    }

    /** {@return a hash over all published registrations; equal on two nodes with equal registrations} */
    public long digest() {
        return directory.digest();
    }

    /** {@return the number of processes with an intent to run, as published} */
    public int wanted() {
        return directory.wanted();
    }

    /** {@return how many records are in the queue of changed records} */
    public int changes() {
        return changed.size();
    }

    /**
     * {@return the next record in the queue of changed records, which is removed from it, and is published now;
     * {@code null} when it is empty}
     */
    public @Nullable ProcessRecord pollChanged() {
        ProcessRecord record = changed.poll();
        if (record != null) {
            directory.publish(record);
            if (record.empty()) {
                directory.remove(record);
            }
        }
        return record;
    }

    /** Shows callers all that has changed. Without it they see a change when its record leaves the queue. */
    public void publish() {
        changed.each(directory::publish);
    }

    /**
     * Enqueues a process for reconciliation although nothing about it has changed.
     *
     * @param id the process
     */
    public void enqueue(ProcessId id) {
        ProcessRecord record = directory.record(id);
        if (record != null) {
            changed.add(record);
        }
    }

    /** Enqueues every process for reconciliation. */
    public void enqueueAll() {
        directory.records().forEach(changed::add);
    }

    /**
     * Begins to enqueue processes for reconciliation although nothing about them has changed.
     *
     * @param which selects the records
     */
    public void enqueue(Predicate<ProcessRecord> which) {
        changed.look(directory.records(), which);
    }

    /** {@return whether all are enqueued that were selected; this looks at some more records for it} */
    public boolean lookOn() {
        return changed.lookOn();
    }

    // ---- writing this node's log

    /**
     * Writes an intent that this node has set, or that it carries for another node.
     *
     * @param intent the intent
     */
    public void write(Intent intent) {
        write(directory.recordOrNew(intent.id(), own), new Entry.IntentSet(own.known() + 1, intent));
    }

    /**
     * Writes the state of this node's own copy. The entry keeps the greatest term that this node has written before.
     *
     * @param id the process
     * @param presence the state of the copy
     */
    public void write(ProcessId id, Presence presence) {
        ProcessRecord record = directory.recordOrNew(id, own);
        write(record, new Entry.PresenceSet(own.known() + 1, id, presence.after(record.termOn(self()))));
    }

    private void write(ProcessRecord record, Entry entry) {
        put(own, record, entry);
        own.advance(entry.version());
    }

    // ---- applying other logs

    /**
     * Applies a range of another node's log.
     *
     * @param delta the range
     * @return the result
     */
    public DeltaOutcome apply(Delta delta) {
        OriginLog log = directory.log(delta.origin());
        if (log == null || log == own || !log.live()) {
            return DeltaOutcome.FOREIGN;
        }
        readAgainIfBehind(log, delta.floor());
        if (delta.from() > log.known()) {
            return DeltaOutcome.GAP;
        }
        if (delta.to() <= log.known()) {
            return DeltaOutcome.STALE;
        }
        long known = log.known();
        for (Entry entry : delta.entries()) {
            if (entry.version() > known && !put(log, entry, known)) {
                return DeltaOutcome.UNKNOWN_INTENT;
            }
            log.advance(entry.version());
        }
        log.advance(delta.to());
        dropTombstones(log, delta.floor());
        return DeltaOutcome.APPLIED;
    }

    /**
     * A reader that has not read up to the floor may hold entries whose tombstones the origin has dropped, so it drops
     * all entries and reads from the beginning. During that second reading the floor may be above the known version:
     * every entry that the reader then holds was valid when it began.
     */
    private void readAgainIfBehind(OriginLog log, long floor) {
        if (floor > log.known() && floor > log.cleanFloor()) {
            log.cleanFloor(floor);
            if (log.size() > 0) {
                log.each(0, log.known(), entry -> drop(log, entry));
                log.restart();
            }
        }
    }

    /** Whether it can be applied. */
    private boolean put(OriginLog log, Entry entry, long known) {
        if (!(entry instanceof Entry.Started(long version, ProcessId id, Instance instance))) {
            ProcessRecord record = directory.recordOrNew(entry.id(), log);
            put(log, record, entry.sharing(record.intent()));
            return true;
        }
        ProcessRecord record = directory.record(id);
        Intent intent = record == null ? null : record.intentOf(instance.intentStamp());
        if (record == null || intent == null) {
            return false;
        }
        if (version - 1 > known) {
            put(log, record, new Entry.IntentSet(version - 1, intent));
        }
        put(log, record, new Entry.PresenceSet(version, id, new Presence.Running(instance.startedFor(intent.stamp()))));
        return true;
    }

    private void put(OriginLog log, ProcessRecord record, Entry entry) {
        Instance before = record.instance(log);
        log.put(record, entry);
        follow(record, log, before);
    }

    private void drop(OriginLog log, Entry entry) {
        ProcessRecord record = directory.record(entry.id());
        OriginView view = record == null ? null : record.find(log);
        if (record == null || view == null) {
            return;
        }
        Instance before = record.instance(log);
        if (entry instanceof Entry.IntentSet) {
            log.dropIntent(view);
        } else {
            log.dropPresence(view);
        }
        if (view.empty()) {
            record.drop(log);
        }
        follow(record, log, before);
    }

    /**
     * Drops the tombstones in this node's log that every member has received.
     *
     * @param upTo the greatest version to drop
     */
    public void dropTombstones(long upTo) {
        dropTombstones(own, upTo);
    }

    private void dropTombstones(OriginLog log, long upTo) {
        long end = Math.min(upTo, log.known());
        if (end <= log.floor()) {
            return;
        }
        log.each(log.floor(), end, entry -> dropTombstone(log, entry));
        log.raiseFloor(end);
    }

    private void dropTombstone(OriginLog log, Entry entry) {
        ProcessRecord record = directory.record(entry.id());
        if (record != null
                && entry instanceof Entry.IntentSet set
                && !set.intent().runs()) {
            record.retainTombstone(set.intent());
            drop(log, entry);
        } else if (entry instanceof Entry.PresenceSet present && present.presence() instanceof Presence.Ended) {
            drop(log, entry);
        }
    }

    // ---- members

    /**
     * Makes a node a member: the copies in its log count from now on.
     *
     * @param node the node
     * @param generation version at which its log begins; known entries below it belong to an earlier generation and are
     *     dropped
     */
    public void arrive(NodeId node, long generation) {
        OriginLog log = log(node);
        peers.add(node);
        peerList = List.of();
        if (log.known() < generation) {
            log.each(0, log.known(), entry -> drop(log, entry));
            log.advance(generation);
            log.raiseFloor(generation);
        }
        switchLive(log, true);
    }

    /**
     * Ends the membership of a node: its copies no longer count, its intents do.
     *
     * @param node the node
     */
    public void depart(NodeId node) {
        peers.remove(node);
        peerList = List.of();
        switchLive(log(node), false);
    }

    private void switchLive(OriginLog log, boolean live) {
        if (log.live() == live) {
            return;
        }
        Map<ProcessRecord, Optional<Instance>> before = new LinkedHashMap<>();
        recordsOf(log.origin()).forEach(record -> before.put(record, Optional.ofNullable(record.instance(log))));
        log.live(live);
        before.forEach((record, instance) -> follow(record, log, instance.orElse(null)));
    }

    /**
     * Drops the log of a node that will not return.
     *
     * @param node not a member; a member must carry each of its intents that is still the latest
     */
    public void purge(NodeId node) {
        OriginLog log = log(node);
        log.each(0, log.known(), entry -> drop(log, entry));
        directory.removeLog(node);
    }

    /**
     * Returns the records that have entries in a log.
     *
     * @param node the node whose log it is
     * @return the records in the order of the log; a record may occur twice
     */
    public List<ProcessRecord> recordsOf(NodeId node) {
        var rows = new ArrayList<ProcessRecord>();
        OriginLog log = log(node);
        log.each(0, log.known(), entry -> {
            ProcessRecord record = directory.record(entry.id());
            if (record != null) {
                rows.add(record);
            }
        });
        return rows;
    }

    private OriginLog log(NodeId node) {
        return directory.logOrNew(node);
    }

    /** Updates what is derived from the entries of one log in one record, but for what callers see of it. */
    private void follow(ProcessRecord record, OriginLog log, @Nullable Instance before) {
        record.decide();
        instances.tell(record, log, before);
        changed.add(record);
    }
}
