package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.placement.PlacementView;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Assignment;
import io.processhub.registry.Intent.Stamp;
import io.processhub.registry.Intent.Wanted;
import io.processhub.replication.ProcessRecord;
import io.processhub.spec.ProcessId;
import io.processhub.time.HybridClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes intents to run processes, with the nodes that they are assigned to. Confined to the hub's thread. */
final class StartIntents {
    /** For how many pauses between two looks a process is not moved again. */
    private static final int RESTING_PAUSES = 4;

    private final HubState state;
    private final HubContext context;

    StartIntents(HubState state, HubContext context) {
        this.state = state;
        this.context = context;
    }

    /**
     * Assigns nodes to processes.
     *
     * @param asked with the nodes that the caller names
     * @return what to write, in order
     * @throws IllegalArgumentException when the distribution strategy refuses the call
     */
    List<Wanted> assigned(List<Wanted> asked) {
        if (asked.stream().anyMatch(StartIntents::relates)) {
            state.registry().publish(); // the processes that it is to run near may be of the same turn
        }
        return asked.isEmpty() ? asked : state.placement().assign(asked, this::hosts, state.loads()::of);
    }

    private static boolean relates(Wanted wanted) {
        return !wanted.spec().constraints().affinities().isEmpty();
    }

    /**
     * The intent that a start leaves alone.
     *
     * @param id which process
     * @return the intent to run it; {@code null} when it is not wanted
     */
    @Nullable
    Intent existing(ProcessId id) {
        ProcessRecord record = state.row(id);
        return record != null && record.intent() != null && record.intent().runs() ? record.intent() : null;
    }

    /** {@return those that are not wanted yet} */
    List<Wanted> missing(List<Wanted> asked) {
        return asked.stream().filter(wanted -> existing(wanted.id()) == null).toList();
    }

    /**
     * Assigns other nodes to processes that are wanted.
     *
     * @param mapping the nodes for each
     * @return the intents to write
     * @throws IllegalArgumentException when one is not wanted, or the distribution strategy refuses the call
     */
    List<Intent> remapped(Map<ProcessId, Assignment> mapping) {
        List<Wanted> asked = new ArrayList<>();
        mapping.forEach((id, nodes) -> {
            Intent known = existing(id);
            if (known == null || known.wanted() == null) {
                throw new IllegalArgumentException("process " + id + " is not wanted; start it with a mapping");
            }
            asked.add(known.wanted().assigned(nodes));
        });
        return assigned(asked).stream()
                .map(wanted -> remapped(Objects.requireNonNull(existing(wanted.id())), wanted))
                .toList();
    }

    private List<NodeId> hosts(ProcessId id) {
        ProcessRecord record = state.row(id);
        return record == null ? List.of() : record.hosts();
    }

    /** Stamps what is to run, whatever ran under this name before. */
    Intent fresh(Wanted wanted) {
        return new Intent(wanted.id(), stamp(), wanted, stopped(wanted.id()));
    }

    /** The intent to stop that is known; what runs at this moment was started for an earlier one, and must end. */
    private @Nullable Stamp stopped(ProcessId id) {
        ProcessRecord record = state.row(id);
        return record == null || record.intent() == null
                ? null
                : record.intent().stamp();
    }

    /** Stamps what runs already, with another assignment: its copies go on, and move where they belong. */
    private Intent remapped(Intent before, Wanted wanted) {
        return new Intent(before.id(), stamp(), wanted, before.stopped());
    }

    /** A process runs on all its owners: it may belong there from now on. The first of them, which is here, says so. */
    void settle(ProcessRecord record, List<NodeId> owners) {
        Intent intent = Objects.requireNonNull(record.intent());
        Wanted wanted = Objects.requireNonNull(intent.wanted());
        if (wanted.assignment().absent()
                || !owners.getFirst().equals(state.self())
                || !PlacementView.allRun(record, owners)
                || !context.clock().mayMake()) {
            return;
        }
        Wanted settled = state.placement().settled(wanted, owners);
        if (!settled.assignment().equals(wanted.assignment())) {
            state.registry().write(remapped(intent, settled));
        }
    }

    // ---- moves by the strategy

    /** Runs a task again and again; the first time after a part of the pause, by chance. */
    void inTurn(Duration pause, Runnable task) {
        long first = context.random().nextLong(pause.toNanos());
        context.later(Duration.ofNanos(first), () -> context.agenda().every(pause, task));
    }

    /** Gives away what the strategy says, of the processes that are at rest here. */
    void relieve(Duration pause) {
        Map<ProcessId, Intent> resting = resting(context.now().minus(pause.multipliedBy(RESTING_PAUSES)));
        if (resting.isEmpty() || !context.clock().mayMake()) {
            return;
        }
        List<Wanted> asked = resting.values().stream().map(Intent::wanted).toList();
        for (Wanted moved : state.placement().relieve(state.self(), asked, this::hosts, state.loads()::of)) {
            Intent before = resting.remove(moved.id()); // a strategy of others may name one twice, or another one
            if (before != null && before.wanted() != null) {
                state.registry().write(remapped(before, before.wanted().assigned(moved.assignment())));
            }
        }
    }

    /**
     * The intents of those that this node may give away: nothing ties them, they run everywhere, and were not moved
     * lately.
     */
    private Map<ProcessId, Intent> resting(Instant lately) {
        Map<ProcessId, Intent> resting = new LinkedHashMap<>();
        for (LocalInstance local : state.instances().all()) {
            ProcessRecord record = state.row(local.id());
            Intent intent = existing(local.id());
            if (record != null
                    && intent != null
                    && intent.wanted() != null
                    && intent.wanted().spec().constraints().preferred().isEmpty()
                    && intent.wanted().spec().constraints().affinities().isEmpty()
                    && !record.owners().isEmpty()
                    && record.owners().getFirst().equals(state.self())
                    && PlacementView.allRun(record, record.owners())
                    && HybridClock.time(intent.stamp().clock()).isBefore(lately)) {
                resting.put(local.id(), intent);
            }
        }
        return resting;
    }

    private Stamp stamp() {
        return new Stamp(context.stamp(), state.self());
    }
}
