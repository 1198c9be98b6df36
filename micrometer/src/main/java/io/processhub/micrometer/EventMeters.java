package io.processhub.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.processhub.cluster.NodeId;
import io.processhub.hook.HubEvent;
import io.processhub.spec.ProcessId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Counts the events of a hub, on this node alone where they have a node. Called by one thread at a time. */
final class EventMeters {
    private final MeterRegistry registry;
    private final Tags tags;
    private final Function<ProcessId, String> types;
    private final Predicate<NodeId> own;
    private final Timer redistribution;

    /** The types of the processes here: when one has ended, the registry does not know it any more. */
    private final Map<ProcessId, String> running = new HashMap<>();

    private @Nullable Instant redistributingSince;

    /**
     * Without events so far.
     *
     * @param registry keeps the meters
     * @param tags of all
     * @param types finds the type of a process
     * @param own whether a node is this one: starts and ends elsewhere are counted there
     */
    EventMeters(MeterRegistry registry, Tags tags, Function<ProcessId, String> types, Predicate<NodeId> own) {
        this.registry = registry;
        this.tags = tags;
        this.types = types;
        this.own = own;
        this.redistribution = Timer.builder("processhub.redistribution")
                .tags(tags)
                .description("from a change of the members until nothing is left to move here")
                .register(registry);
    }

    void count(HubEvent event) {
        switch (event) {
            case HubEvent.ProcessStarted started
            when own.test(started.node()) -> {
                String type = types.apply(started.id());
                running.put(started.id(), type);
                count("processhub.starts", Tags.of("type", type, "reason", HubMeters.lower(started.reason())));
            }
            case HubEvent.ProcessEnded ended
            when own.test(ended.node()) -> {
                String known = running.remove(ended.id());
                String type = known == null ? types.apply(ended.id()) : known;
                count("processhub.ends", Tags.of("type", type, "cause", HubMeters.lower(ended.cause())));
            }
            case HubEvent.ProcessParked parked -> count("processhub.parks", Tags.of("type", types.apply(parked.id())));
            case HubEvent.MoveFailed failed ->
                count("processhub.moves.failed", Tags.of("type", types.apply(failed.id())));
            case HubEvent.ConflictResolved resolved ->
                count("processhub.conflicts", Tags.of("merged", String.valueOf(resolved.merged())));
            case HubEvent.NodeJoined joined -> count("processhub.nodes.joined", Tags.empty());
            case HubEvent.NodeLeft left -> count("processhub.nodes.left", Tags.empty());
            case HubEvent.StrategyFailed failed ->
                count("processhub.strategy.failures", Tags.of("kind", failed.kind()));
            case HubEvent.RedistributionStarted(Instant at) -> redistributingSince = at;
            case HubEvent.RedistributionFinished(Instant at) -> redistributed(at);
            default -> {}
        }
    }

    private void redistributed(Instant at) {
        if (redistributingSince != null) {
            redistribution.record(Duration.between(redistributingSince, at));
            redistributingSince = null;
        }
    }

    private void count(String name, Tags more) {
        Counter.builder(name).tags(tags.and(more)).register(registry).increment();
    }
}
