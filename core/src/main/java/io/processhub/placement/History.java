package io.processhub.placement;

import io.processhub.cluster.NodeId;
import io.processhub.hook.HubEvent;
import io.processhub.hook.HubEvent.ProcessEvent;
import io.processhub.process.ProcessId;
import io.processhub.process.StartReason;
import io.processhub.registry.EndCause;
import io.processhub.registry.Instance;
import io.processhub.replica.Watcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells what happens to instances, and remembers the last of it. Bounded: the last events of those processes to which
 * something has happened last. A first start is in the registry as long as it matters, so it takes no room here.
 * Confined to the hub's thread.
 */
public final class History implements Watcher {
    private static final int PROCESSES_MAX = 10_000;
    private static final int EVENTS_MAX = 10;

    private final Supplier<Instant> clock;
    private final Consumer<HubEvent> listener;
    private final SequencedMap<ProcessId, List<ProcessEvent>> past = new LinkedHashMap<>();

    /**
     * Nothing has happened.
     *
     * @param clock the time of an event
     * @param listener is told of each event
     */
    public History(Supplier<Instant> clock, Consumer<HubEvent> listener) {
        this.clock = clock;
        this.listener = listener;
    }

    @Override
    public void began(ProcessId id, NodeId node, Instance instance) {
        var event = new HubEvent.ProcessStarted(clock.get(), id, node, instance.epoch(), instance.reason());
        listener.accept(event);
        if (instance.reason() != StartReason.FRESH || past.containsKey(id)) {
            remember(event);
        }
    }

    @Override
    public void changed(ProcessId id, NodeId node, Instance instance) {
        var event = new HubEvent.RoleChanged(clock.get(), id, node, instance.epoch(), instance.role());
        listener.accept(event);
        remember(event);
    }

    @Override
    public void ended(ProcessId id, NodeId node, Instance instance, EndCause cause) {
        var event = new HubEvent.ProcessEnded(clock.get(), id, node, instance.epoch(), cause);
        listener.accept(event);
        remember(event);
    }

    private void remember(ProcessEvent event) {
        List<ProcessEvent> before = past.remove(event.id());
        var events = new ArrayList<ProcessEvent>(before == null ? List.of() : before);
        events.add(event);
        past.put(event.id(), List.copyOf(events.subList(Math.max(0, events.size() - EVENTS_MAX), events.size())));
        if (past.size() > PROCESSES_MAX) {
            past.pollFirstEntry();
        }
    }

    /**
     * What has happened to a process.
     *
     * @param id which one
     * @return oldest first; empty when nothing is remembered
     */
    public List<ProcessEvent> of(ProcessId id) {
        return past.getOrDefault(id, List.of());
    }
}
