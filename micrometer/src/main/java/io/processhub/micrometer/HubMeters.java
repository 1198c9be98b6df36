package io.processhub.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.processhub.HubBuilder;
import io.processhub.HubStatus;
import io.processhub.ProcessHub;
import io.processhub.cluster.NodeId;
import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent;
import io.processhub.process.ProcessException.Reason;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.synchronization.Synchronizer.Counter;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one hub in one registry. They have the tag {@code hub}, and tags of few values: types of processes,
 * reasons, outcomes; never ids of processes or names of nodes. Register it with the builder, and give it the hub when
 * that runs; a hub that is built anew by the same builder goes on with the same meters. Thread-safe.
 *
 * <pre>{@code
 * var meters = new HubMeters("shop", registry, 100);
 * HubBuilder builder = meters.register(ProcessHub.builder("shop"));
 * meters.watch(builder.start());
 * }</pre>
 */
public final class HubMeters {
    private final MeterRegistry registry;
    private final Tags tags;
    private final EventMeters events;
    private final CallMeters calls;
    private final TypeTags types = new TypeTags();
    private volatile @Nullable ProcessHub hub;

    /**
     * Registers the meters, which have no values yet.
     *
     * @param hubId of the hub
     * @param registry keeps the meters
     * @param sampling how many messages there are for one whose time is taken; 1 for every one, 0 for none. All are
     *     counted
     * @throws IllegalArgumentException when {@code sampling} is negative
     */
    public HubMeters(String hubId, MeterRegistry registry, int sampling) {
        if (sampling < 0) {
            throw new IllegalArgumentException("sampling " + sampling + " is negative; 0 takes no times, 1 all");
        }
        this.registry = registry;
        this.tags = Tags.of(Tag.of("hub", hubId));
        this.events = new EventMeters(registry, tags, this::typeOf, this::own);
        this.calls = new CallMeters(registry, tags, types, sampling);
        status();
        dropped();
        synchronization();
    }

    /** Until the hub is known, nothing has come from other nodes. */
    private boolean own(NodeId node) {
        ProcessHub now = hub;
        return now == null || now.self().equals(node);
    }

    private String typeOf(ProcessId id) {
        ProcessHub now = hub;
        return types.of(
                now == null
                        ? ""
                        : now.lookup(id).map(found -> found.spec().type()).orElse(""));
    }

    /**
     * Lets a hub count.
     *
     * @param builder of the hub
     * @return the builder
     */
    public HubBuilder register(HubBuilder builder) {
        return builder.hook(Hook.of("micrometer", HubEvent.class, events::count))
                .observer(calls);
    }

    /**
     * Names the hub whose status is shown.
     *
     * @param running built by a builder that was {@linkplain #register registered}
     */
    public void watch(ProcessHub running) {
        hub = running;
    }

    private void status() {
        gauge(
                "processhub.members",
                "nodes",
                "members that this node sees",
                status -> status.membership().nodes().size());
        gauge(
                "processhub.quorum",
                null,
                "1 while this node may run processes",
                status -> truth(status.membership().quorum()));
        gauge(
                "processhub.redistributing",
                null,
                "1 while processes move because the members changed",
                status -> truth(status.membership().redistributing()));
        gauge(
                "processhub.local",
                "processes",
                "instances on this node",
                status -> status.local().instances());
        processes("wanted", status -> status.registry().processes());
        processes("waiting", status -> status.registry().waiting());
        counter(
                "processhub.refused",
                Tags.empty(),
                "packets whose clock was too far ahead",
                status -> status.registry().refused());
    }

    private void processes(String state, ToDoubleFunction<HubStatus> value) {
        Gauge.builder("processhub.processes", this, meters -> meters.value(value))
                .tags(tags.and("state", state))
                .baseUnit("processes")
                .description("processes of the whole hub, as this node knows")
                .register(registry);
    }

    private void gauge(String name, @Nullable String unit, String description, ToDoubleFunction<HubStatus> value) {
        Gauge.builder(name, this, meters -> meters.value(value))
                .tags(tags)
                .baseUnit(unit)
                .description(description)
                .register(registry);
    }

    private void dropped() {
        for (Reason reason : Reason.values()) {
            counter(
                    "processhub.dropped",
                    Tags.of("reason", lower(reason)),
                    "messages that were dropped, whose senders wait for no answer",
                    status -> status.local().dropped().getOrDefault(reason, 0L));
        }
    }

    private void synchronization() {
        for (Counter counter : Counter.values()) {
            if (counter != Counter.HOPS_MAX) {
                counter(
                        "processhub.sync." + lower(counter).replace('_', '.'),
                        Tags.empty(),
                        "what was done to keep the registry equal",
                        status -> status.registry().synchronization().of(counter));
            }
        }
        gauge(
                "processhub.sync.hops.max",
                "nodes",
                "the longest way of news so far",
                status -> status.registry().synchronization().of(Counter.HOPS_MAX));
    }

    private void counter(String name, Tags more, String description, ToDoubleFunction<HubStatus> value) {
        FunctionCounter.builder(name, this, meters -> meters.value(value))
                .tags(tags.and(more))
                .description(description)
                .register(registry);
    }

    /** Before the hub runs everything is 0. */
    private double value(ToDoubleFunction<HubStatus> of) {
        ProcessHub now = hub;
        return now == null ? 0 : of.applyAsDouble(now.status());
    }

    private static double truth(boolean value) {
        return value ? 1 : 0;
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
