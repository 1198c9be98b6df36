package io.processhub.replica;

import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessId;
import io.processhub.registry.Delta;
import io.processhub.registry.Entry;
import io.processhub.registry.Gap;
import io.processhub.registry.Instance;
import io.processhub.registry.Intent;
import io.processhub.registry.Logs;
import io.processhub.registry.Presence;
import io.processhub.registry.Registration;
import java.util.ArrayDeque;
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
 * This node's copy of everything the hub knows: an origin log for each node, merged into one row for each process.
 * Confined to the hub's thread.
 *
 * <p>What makes copies converge: only its origin writes a log, a stretch is applied only when everything before it is
 * known, and of two wishes about a process the one with the greater stamp counts. So the order in which stretches of
 * different logs arrive makes no difference, and neither does hearing one twice.
 */
public final class Replica implements Logs {
    private final NodeId self;
    private final Directory directory;
    private final Watcher watcher;
    private final OriginLog own;
    private final Map<NodeId, OriginLog> logs = new LinkedHashMap<>();
    private final ArrayDeque<Row> changed = new ArrayDeque<>();
    private final TreeSet<NodeId> peers = new TreeSet<>();
    private List<NodeId> peerList = List.of(); // empty until somebody asks after a change
    private long digest;
    private int wanted;

    /**
     * An empty copy.
     *
     * @param self this node
     * @param base version at which this node's log begins; greater than every version of an earlier life of the hub
     *     here
     * @param directory the read side to keep up to date
     * @param watcher hears of instances that come and go
     */
    public Replica(NodeId self, long base, Directory directory, Watcher watcher) {
        this.self = self;
        this.directory = directory;
        this.watcher = watcher;
        this.own = log(self);
        own.live(true);
        own.advance(base);
        own.raiseFloor(base);
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
        OriginLog log = logs.get(origin);
        return log == null ? 0 : log.known();
    }

    @Override
    public Delta since(Gap gap, int bytesMax) {
        OriginLog log = logs.get(gap.origin());
        return log == null
                ? new Delta(gap.origin(), gap.from(), gap.from(), 0, List.of())
                : log.since(gap.from(), gap.to(), bytesMax);
    }

    /** {@return the version below which removals in this node's log may be forgotten} */
    public long floor() {
        return own.floor();
    }

    /**
     * Finds the row of a process.
     *
     * @param id which process
     * @return the row; {@code null} when nothing is known
     */
    public @Nullable Row row(ProcessId id) {
        return directory.row(id);
    }

    /** {@return all rows, in no particular but a reproducible order} */
    public Collection<Row> rows() {
        return directory.rows();
    }

    /** {@return a sum over everything callers can see; equal on two nodes when they see the same} */
    public long digest() {
        return digest;
    }

    /** {@return how many processes somebody wants} */
    public int wanted() {
        return wanted;
    }

    /** {@return a row that has changed since it was last polled; {@code null} when there is none} */
    public @Nullable Row pollChanged() {
        Row row = changed.poll();
        while (row != null && replaced(row)) {
            row = changed.poll();
        }
        if (row != null) {
            row.dequeued();
        }
        return row;
    }

    /** Whether everything about a process was forgotten and something new was heard since. */
    private boolean replaced(Row row) {
        Row present = directory.row(row.id());
        return present != null && present != row;
    }

    /**
     * Puts a process on the list of those to look at, though nothing about it has changed.
     *
     * @param id which process
     */
    public void touch(ProcessId id) {
        Row row = directory.row(id);
        if (row != null && row.enqueue()) {
            changed.add(row);
        }
    }

    /** Puts every process on the list of those to look at. */
    public void touchAll() {
        touch(row -> true);
    }

    /**
     * Puts processes on the list of those to look at, though nothing about them has changed.
     *
     * @param which of all
     */
    public void touch(Predicate<Row> which) {
        for (Row row : directory.rows()) {
            if (which.test(row) && row.enqueue()) {
                changed.add(row);
            }
        }
    }

    // ---- writing this node's log

    /**
     * Writes a wish, of this node or carried for another.
     *
     * @param intent the wish
     */
    public void write(Intent intent) {
        write(new Entry.Wished(own.known() + 1, intent));
    }

    /**
     * Writes what this node says about its own copy; what it has said of earlier terms is kept.
     *
     * @param id which process
     * @param presence what it says
     */
    public void write(ProcessId id, Presence presence) {
        Row row = directory.row(id);
        write(new Entry.Present(own.known() + 1, id, presence.after(row == null ? 0 : row.termOn(self()))));
    }

    private void write(Entry entry) {
        put(own, entry);
        own.advance(entry.version());
    }

    // ---- hearing of other logs

    /**
     * Applies a stretch of another node's log.
     *
     * @param delta what it wrote
     * @return what became of it
     */
    public Outcome apply(Delta delta) {
        OriginLog log = logs.get(delta.origin());
        if (log == null || log == own || !log.live()) {
            return Outcome.FOREIGN;
        }
        readAgainIfBehind(log, delta.floor());
        if (delta.from() > log.known()) {
            return Outcome.GAP;
        }
        if (delta.to() <= log.known()) {
            return Outcome.STALE;
        }
        long known = log.known();
        for (Entry entry : delta.entries()) {
            if (entry.version() > known) {
                put(log, entry);
            }
        }
        log.advance(delta.to());
        forgetRemovals(log, delta.floor());
        return Outcome.APPLIED;
    }

    /**
     * Whoever has not read as far as the floor may hold entries whose removal he will never hear of, so he forgets them
     * and reads from the beginning. While he does so the floor may still be above him: nothing that he holds was
     * removed before he began.
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

    private void put(OriginLog log, Entry entry) {
        Row row = directory.rowOrNew(entry.id());
        change(row, log, () -> log.put(row, entry));
    }

    private void drop(OriginLog log, Entry entry) {
        Row row = directory.row(entry.id());
        Row.Slot slot = row == null ? null : row.find(log.origin());
        if (row != null && slot != null) {
            change(row, log, () -> {
                if (entry instanceof Entry.Wished) {
                    log.dropWish(slot);
                } else {
                    log.dropPresence(slot);
                }
            });
        }
    }

    /**
     * Forgets the removals in a log that every member has heard of.
     *
     * @param upTo of this version and below
     */
    public void forgetRemovals(long upTo) {
        forgetRemovals(own, upTo);
    }

    private void forgetRemovals(OriginLog log, long upTo) {
        long end = Math.min(upTo, log.known());
        if (end <= log.floor()) {
            return;
        }
        log.each(log.floor(), end, entry -> forgetRemoval(log, entry));
        log.raiseFloor(end);
    }

    private void forgetRemoval(OriginLog log, Entry entry) {
        Row row = directory.row(entry.id());
        if (row != null
                && entry instanceof Entry.Wished wished
                && !wished.intent().runs()) {
            row.bury(wished.intent());
            drop(log, entry);
        } else if (entry instanceof Entry.Present present && present.presence() instanceof Presence.Ended) {
            drop(log, entry);
        }
    }

    // ---- members

    /**
     * A node is a member now: what its log says about copies counts.
     *
     * @param node which one
     * @param base version at which its log begins; what is known from below belongs to an earlier life and is dropped
     */
    public void arrive(NodeId node, long base) {
        OriginLog log = log(node);
        peers.add(node);
        peerList = List.of();
        if (log.known() < base) {
            log.each(0, log.known(), entry -> drop(log, entry));
            log.advance(base);
            log.raiseFloor(base);
        }
        setLive(log, true);
    }

    /**
     * A node is no member any more: its copies are gone, its wishes stay.
     *
     * @param node which one
     */
    public void depart(NodeId node) {
        peers.remove(node);
        peerList = List.of();
        setLive(log(node), false);
    }

    /** Shows or hides the instances in a log. */
    private void setLive(OriginLog log, boolean live) {
        if (log.live() == live) {
            return;
        }
        Map<Row, Optional<Instance>> before = new LinkedHashMap<>();
        rowsOf(log.origin()).forEach(row -> before.put(row, Optional.ofNullable(row.instanceOn(log.origin()))));
        log.live(live);
        before.forEach((row, instance) -> refresh(row, log, instance.orElse(null)));
    }

    /**
     * Forgets the log of a node that is not coming back.
     *
     * @param node not a member; each of its wishes that still matters is carried by a member
     */
    public void purge(NodeId node) {
        OriginLog log = log(node);
        log.each(0, log.known(), entry -> drop(log, entry));
        logs.remove(node);
    }

    /**
     * The rows that a log says something about.
     *
     * @param node whose log
     * @return in the order of the log; a row may occur twice
     */
    public List<Row> rowsOf(NodeId node) {
        var rows = new ArrayList<Row>();
        OriginLog log = log(node);
        log.each(0, log.known(), entry -> {
            Row row = directory.row(entry.id());
            if (row != null) {
                rows.add(row);
            }
        });
        return rows;
    }

    private OriginLog log(NodeId node) {
        return logs.computeIfAbsent(node, OriginLog::new);
    }

    /** Changes what one log says in one row, and everything that follows from it. */
    private void change(Row row, OriginLog log, Runnable edit) {
        Instance before = row.instanceOn(log.origin());
        edit.run();
        refresh(row, log, before);
    }

    private void refresh(Row row, OriginLog log, @Nullable Instance before) {
        Registration seen = row.registration();
        row.refresh();
        Registration sees = row.registration();
        directory.reindex(row.id(), seen, sees);
        digest += Fingerprint.of(sees) - Fingerprint.of(seen);
        wanted += (sees == null ? 0 : 1) - (seen == null ? 0 : 1);
        tell(row, log, before);
        if (row.enqueue()) {
            changed.add(row);
        }
        if (row.dropEmptySlots()) {
            directory.remove(row);
        }
    }

    private void tell(Row row, OriginLog log, @Nullable Instance before) {
        Instance after = row.instanceOn(log.origin());
        if (before != null && (after == null || after.epoch() != before.epoch())) {
            watcher.ended(row.id(), log.origin(), before, row.causeOfEnd(log));
        }
        if (after != null && (before == null || before.epoch() != after.epoch())) {
            watcher.began(row.id(), log.origin(), after);
        } else if (after != null && before != null && after.role() != before.role()) {
            watcher.changed(row.id(), log.origin(), after);
        }
    }
}
