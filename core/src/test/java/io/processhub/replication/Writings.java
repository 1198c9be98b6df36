package io.processhub.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.log.Entry;
import io.processhub.log.Entry.Presence;
import io.processhub.log.Logs.Gap;
import io.processhub.process.ProcessType;
import io.processhub.registry.Instance;
import io.processhub.registry.Instance.EndCause;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A replica of one node, what its watcher heard, and short ways to write to it. Clocks and epochs are given out here.
 */
final class Writings implements RegistryWatcher {
    private static long clock;

    final NodeId self;
    final Directory directory = new Directory();
    final ReplicatedRegistry registry;
    final List<String> heard = new ArrayList<>();
    private final Map<String, Long> running = new TreeMap<>();

    Writings(String name, long base) {
        self = new NodeId(name, 1);
        registry = new ReplicatedRegistry(self, base, directory, this);
    }

    static Writings of(String name, String... peers) {
        var writings = new Writings(name, 0);
        for (String peer : peers) {
            writings.registry.arrive(new NodeId(peer, 1), 0);
        }
        return writings;
    }

    Intent want(String id, Metadata metadata) {
        var intent = new Intent(
                new ProcessId(id),
                new Stamp(++clock, self),
                new Intent.Wanted(ProcessType.of("t", Object.class).spec(id), metadata));
        registry.write(intent);
        return intent;
    }

    Intent want(String id) {
        return want(id, Metadata.NONE);
    }

    Intent stop(String id) {
        var intent = new Intent(new ProcessId(id), new Stamp(++clock, self), null);
        registry.write(intent);
        return intent;
    }

    Instance run(String id) {
        var instance = new Instance(++clock, Role.ACTIVE, StartReason.FRESH, new Stamp(clock, self));
        registry.write(new ProcessId(id), new Presence.Running(instance));
        return instance;
    }

    void end(String id, EndCause cause) {
        registry.write(new ProcessId(id), new Presence.Ended(cause));
    }

    void park(String id) {
        registry.write(new ProcessId(id), new Presence.Parked("tired", new Stamp(clock, self), null));
    }

    ProcessRecord row(String id) {
        return Objects.requireNonNull(registry.record(new ProcessId(id)));
    }

    List<Entry> entriesOf(NodeId origin) {
        return registry.since(Gap.after(origin, 0), Integer.MAX_VALUE).entries();
    }

    /** Applies all that another has written and this one has not read. */
    DeltaOutcome read(Writings other) {
        return registry.apply(
                other.registry.since(Gap.after(other.self, registry.known(other.self)), Integer.MAX_VALUE));
    }

    /** Shows callers what has changed, and forgets what has no entry any more. */
    void settle() {
        ProcessRecord changed = registry.pollChanged();
        while (changed != null) {
            changed = registry.pollChanged();
        }
    }

    /** As every node does: an intent to stop replaces the intent to run in its own log. */
    void withdraw() {
        for (ProcessRecord record = registry.pollChanged(); record != null; record = registry.pollChanged()) {
            Intent intent = record.intent();
            Intent carried = record.carriedBy(self);
            if (intent != null && !intent.runs() && carried != null && carried.runs()) {
                registry.write(intent);
            }
        }
    }

    /** The instances that came and did not go, as the watcher heard it: process and node. */
    Map<String, Long> running() {
        return running;
    }

    @Override
    public void began(ProcessId id, NodeId node, Instance instance) {
        heard.add("began " + id + " on " + node.name());
        assertThat(running.put(id + " on " + node, instance.epoch()))
                .as("began twice")
                .isNull();
    }

    @Override
    public void changed(ProcessId id, NodeId node, Instance instance) {
        heard.add(instance.role() + " " + id + " on " + node.name());
    }

    @Override
    public void ended(ProcessId id, NodeId node, Instance instance, EndCause cause) {
        heard.add("ended " + id + " on " + node.name() + " " + cause);
        assertThat(running.remove(id + " on " + node))
                .as("ended without a beginning")
                .isEqualTo(instance.epoch());
    }
}
