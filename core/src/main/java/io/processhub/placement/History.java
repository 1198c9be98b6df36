package io.processhub.placement;

import io.processhub.hook.HubEvent.ProcessEvent;
import io.processhub.hook.HubEvent.ProcessStarted;
import io.processhub.spec.ProcessId;
import io.processhub.spec.StartReason;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Remembers what has happened to processes. Bounded: the last events of those processes to which something has happened
 * last. First starts take no room, for there may be a million of them, and the registry shows each as long as it runs.
 * Confined to the hub's thread.
 */
public final class History {
    static final int PROCESSES_MAX = 10_000;
    static final int EVENTS_MAX = 10;

    private final SequencedMap<ProcessId, ArrayDeque<ProcessEvent>> past = new LinkedHashMap<>();

    /** Nothing has happened. */
    public History() {}

    /**
     * Something has happened.
     *
     * @param event what; forgotten when enough has happened since
     */
    public void remember(ProcessEvent event) {
        ArrayDeque<ProcessEvent> events = past.get(event.id());
        if (events == null) {
            if (event instanceof ProcessStarted started && started.reason() == StartReason.FRESH) {
                return;
            }
            events = new ArrayDeque<>(2);
        }
        if (events.size() == EVENTS_MAX) {
            events.removeFirst();
        }
        events.addLast(event);
        past.putLast(event.id(), events);
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
        ArrayDeque<ProcessEvent> events = past.get(id);
        return events == null ? List.of() : List.copyOf(events);
    }
}
