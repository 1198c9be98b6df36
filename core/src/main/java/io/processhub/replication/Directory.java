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

    /** Creates a directory without processes. */
    public Directory() {}

    /** A key of the indexes. */
    private sealed interface Key {
        record Tag(String tag) implements Key {}

        record Label(String key, String value) implements Key {}

        record Host(NodeId node) implements Key {}
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
        return sorted(indexed(new Key.Host(node)).filter(found -> found.runsOn(node)));
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

    ProcessRecord recordOrNew(ProcessId id) {
        ProcessRecord record = records.get(id);
        return record == null ? records.computeIfAbsent(id, ProcessRecord::new) : record;
    }

    Collection<ProcessRecord> records() {
        return records.values();
    }

    void remove(ProcessRecord record) {
        records.remove(record.id());
    }

    /** Updates the indexes from the previous registration of a process to the current one. */
    void reindex(ProcessId id, @Nullable Registration before, @Nullable Registration after) {
        List<Registration.Copy> hadHosts = before == null ? List.of() : before.instances();
        List<Registration.Copy> hasHosts = after == null ? List.of() : after.instances();
        for (Registration.Copy had : hadHosts) {
            if (!hosts(hasHosts, had.node())) {
                unlink(new Key.Host(had.node()), id);
            }
        }
        for (Registration.Copy has : hasHosts) {
            if (!hosts(hadHosts, has.node())) {
                link(new Key.Host(has.node()), id);
            }
        }
        Metadata had = before == null ? Metadata.NONE : before.metadata();
        Metadata has = after == null ? Metadata.NONE : after.metadata();
        if (!had.equals(has)) {
            reindex(id, keys(had), keys(has));
        }
    }

    private static boolean hosts(List<Registration.Copy> hosted, NodeId node) {
        for (Registration.Copy one : hosted) {
            if (one.node().equals(node)) {
                return true;
            }
        }
        return false;
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
