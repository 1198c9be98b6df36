package io.processhub.micrometer;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.RequestReplySenderContext;
import io.micrometer.observation.transport.SenderContext;
import io.processhub.hook.CallObserver;
import io.processhub.message.Message;
import io.processhub.process.ProcessContext;
import io.processhub.spec.ProcessId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Observes messages: a tell, an ask until its answer, and each handler. The context of a trace goes with the message,
 * across nodes and moves, and is current while the handler runs, so that what it sends belongs to the same trace.
 * Register it by {@link io.processhub.HubBuilder#observer}. Thread-safe.
 */
public final class CallObservations implements CallObserver {
    private final ObservationRegistry registry;
    private final KeyValue hub;
    private final boolean includeProcessId;

    /**
     * Observes the messages of a hub.
     *
     * @param hubId of the hub
     * @param registry handles observations; while it handles none, nothing is observed
     * @param includeProcessId whether spans have the id of the process, of which there may be very many
     */
    public CallObservations(String hubId, ObservationRegistry registry, boolean includeProcessId) {
        this.registry = registry;
        this.hub = KeyValue.of("hub", hubId);
        this.includeProcessId = includeProcessId;
    }

    @Override
    public Sending sending(ProcessId to, String type, boolean asks, Object message) {
        if (registry.isNoop()) {
            return Sending.NONE;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        SenderContext<Map<String, String>> context = asks
                ? new RequestReplySenderContext<>(CallObservations::put)
                : new SenderContext<>(CallObservations::put);
        context.setCarrier(headers);
        Observation observation = Observation.createNotStarted(
                        asks ? "processhub.ask.trace" : "processhub.tell.trace", () -> context, registry)
                .contextualName("send " + type)
                .lowCardinalityKeyValue(hub)
                .lowCardinalityKeyValue("type", type.isEmpty() ? "unknown" : type);
        identify(observation, to).start();
        return new Sent(observation, headers);
    }

    private static void put(@Nullable Map<String, String> headers, String key, String value) {
        if (headers != null) {
            headers.put(key, value);
        }
    }

    private Observation identify(Observation observation, ProcessId id) {
        return includeProcessId
                ? observation.highCardinalityKeyValue("messaging.destination.name", id.value())
                : observation;
    }

    @Override
    public boolean follows(ProcessId to) {
        return !registry.isNoop();
    }

    @Override
    public Handling handling(ProcessContext<?> process, Message<?> message, Duration waited) {
        if (registry.isNoop()) {
            return Handling.NONE;
        }
        var context = new ReceiverContext<Map<String, String>>(
                (headers, key) -> Objects.requireNonNullElse(headers, Map.<String, String>of())
                        .get(key),
                message.asks() ? Kind.SERVER : Kind.CONSUMER);
        context.setCarrier(message.headers());
        String type = process.spec().type();
        Observation observation = Observation.createNotStarted("processhub.handling.trace", () -> context, registry)
                .contextualName("process " + type)
                .lowCardinalityKeyValue(hub)
                .lowCardinalityKeyValue("type", type);
        identify(observation, process.id()).start();
        return new Handled(observation, observation.openScope());
    }

    private record Sent(Observation observation, Map<String, String> headers) implements Sending {
        @Override
        public void done(@Nullable Throwable failure, boolean remote) {
            observation.lowCardinalityKeyValue("target", remote ? "remote" : "local");
            end(observation, failure);
        }
    }

    private record Handled(Observation observation, Observation.Scope scope) implements Handling {
        @Override
        public void done(@Nullable Throwable failure) {
            scope.close();
            end(observation, failure);
        }
    }

    private static void end(Observation observation, @Nullable Throwable failure) {
        if (failure != null) {
            observation.error(failure);
        }
        observation.stop();
    }
}
