package io.processhub.replication;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Registration;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The read side of the registry. Thread-safe: any thread may read without waiting; only the {@link ReplicatedRegistry}
 * writes, on the hub's thread. Each result is consistent in itself; a change may occur between two results.
 */
public final class Directory {
    private final Map<ProcessId, ProcessRecord> records = new ConcurrentHashMap<>();
    private final Map<Key, Set<ProcessId>> index = new ConcurrentHashMap<>();

    /** By their origins; each is also the index of the processes that its origin runs. */
    private final Map<NodeId, OriginLog> logs = new ConcurrentHashMap<>();

    /** Of all registrations; for the hub's thread. */
    private long digest;

    private int wanted;

    /** Creates a directory without processes. */
    public Directory() {}

    /** A key of the index. */
    private sealed interface Key {
        record Tag(String tag) implements Key {}

        record Label(String key, String value) implements Key {}
    }

    /**
     * Finds a process.
     *
     * @param id of the process
     * @return its registration; {@code null} when there is no intent to run it
     */
    public @Nullable Registration find(ProcessId id) {
        ProcessRecord record = records.get(id);
        return record == null ? null : record.registration();
    }

    /**
     * Finds the processes with a tag.
     *
     * @param tag matched exactly
     * @return the registrations, sorted by process id
     */
    public List<Registration> byTag(String tag) {
        return sorted(
                indexed(new Key.Tag(tag)).filter(found -> found.metadata().tag().equals(tag)));
    }

    /**
     * Finds the processes with a label.
     *
     * @param key of the label
     * @param value matched exactly
     * @return the registrations, sorted by process id
     */
    public List<Registration> byLabel(String key, String value) {
        return sorted(indexed(new Key.Label(key, value))
                .filter(found -> value.equals(found.metadata().labels().get(key))));
    }

    /**
     * Finds the processes with an instance on a node.
     *
     * @param node the node
     * @return the registrations, sorted by process id
     */
    public List<Registration> onNode(NodeId node) {
        OriginLog log = logs.get(node);
        return log == null
                ? List.of()
                : sorted(log.mentioned()
                        .distinct()
                        .map(ProcessRecord::registration)
                        .filter(found -> found != null && found.runsOn(node)));
    }

    /** {@return all processes with an intent to run, sorted by process id} */
    public List<Registration> all() {
        return sorted(records.values().stream().map(ProcessRecord::registration).filter(Objects::nonNull));
    }

    private Stream<Registration> indexed(Key key) {
        return index.getOrDefault(key, Set.of()).stream().map(this::find).filter(Objects::nonNull);
    }

    private static List<Registration> sorted(Stream<? extends @Nullable Registration> found) {
        return found.map(Objects::requireNonNull)
                .sorted(Comparator.comparing(Registration::id))
                .map(Registration.class::cast)
                .toList();
    }

    @Nullable
    ProcessRecord record(ProcessId id) {
        return records.get(id);
    }

    /** {@return the record of a process; a new one when the log is the first to mention it} */
    ProcessRecord recordOrNew(ProcessId id, OriginLog log) {
        ProcessRecord record = records.get(id);
        return record == null ? records.computeIfAbsent(id, fresh -> new ProcessRecord(fresh, log)) : record;
    }

    Collection<ProcessRecord> records() {
        return records.values();
    }

    void remove(ProcessRecord record) {
        records.remove(record.id());
    }

    @Nullable
    OriginLog log(NodeId origin) {
        return logs.get(origin);
    }

    OriginLog logOrNew(NodeId origin) {
        return logs.computeIfAbsent(origin, OriginLog::new);
    }

    void removeLog(NodeId origin) {
        logs.remove(origin);
    }

    /** {@return the sum of the fingerprints of all registrations} */
    long digest() {
        return digest;
    }

    /** {@return how many processes have an intent to run} */
    int wanted() {
        return wanted;
    }

    /** Shows what has changed about a process, if it has not been shown yet. */
    void publish(ProcessRecord record) {
        Registration before = record.registration();
        if (record.publish()) {
            Registration after = record.registration();
            reindex(record.id(), before, after);
            digest += Fingerprint.of(after) - Fingerprint.of(before);
            wanted += (after == null ? 0 : 1) - (before == null ? 0 : 1);
        }
    }

    /** Updates the index from the previous registration of a process to the current one. */
    private void reindex(ProcessId id, @Nullable Registration before, @Nullable Registration after) {
        Metadata had = before == null ? Metadata.NONE : before.metadata();
        Metadata has = after == null ? Metadata.NONE : after.metadata();
        if (!had.equals(has)) {
            reindex(id, keys(had), keys(has));
        }
    }

    private void reindex(ProcessId id, List<Key> before, List<Key> after) {
        before.stream().filter(key -> !after.contains(key)).forEach(key -> unlink(key, id));
        after.stream().filter(key -> !before.contains(key)).forEach(key -> link(key, id));
    }

    private static List<Key> keys(Metadata metadata) {
        Stream<Key> tag = metadata.tag().isEmpty() ? Stream.of() : Stream.of(new Key.Tag(metadata.tag()));
        Stream<Key> labels =
                metadata.labels().entrySet().stream().map(label -> new Key.Label(label.getKey(), label.getValue()));
        return Stream.concat(tag, labels).toList();
    }

    private void link(Key key, ProcessId id) {
        index.computeIfAbsent(key, unused -> ConcurrentHashMap.newKeySet()).add(id);
    }

    private void unlink(Key key, ProcessId id) {
        index.computeIfPresent(key, (unused, ids) -> {
            ids.remove(id);
            return ids.isEmpty() ? null : ids;
        });
    }
}
