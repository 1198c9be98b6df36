package io.processhub.spring.metrics;

import io.micrometer.observation.ObservationRegistry;
import io.processhub.micrometer.CallObservations;
import io.processhub.spring.HubCustomizer;
import io.processhub.spring.configuration.ProcessHubAutoConfiguration;
import io.processhub.spring.configuration.ProcessHubProperties;
import io.processhub.spring.hub.ManagedHub;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Spans of messages, when the application has a tracer. */
@AutoConfiguration(
        after = ProcessHubAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure"
                    + ".OpenTelemetryTracingAutoConfiguration"
        })
@ConditionalOnClass({ObservationRegistry.class, CallObservations.class})
@ConditionalOnBean(
        value = {ObservationRegistry.class, ManagedHub.class},
        type = "io.micrometer.tracing.Tracer") // without one it would be meters of every message
@ConditionalOnProperty(prefix = "processhub.observation", name = "enabled", matchIfMissing = true)
public final class HubObservationAutoConfiguration {

    /** Called by Spring. */
    HubObservationAutoConfiguration() {}

    @Bean
    static HubCustomizer processHubObservations(
            ProcessHubProperties properties, ManagedHub hub, ObservationRegistry registry) {
        var observations = new CallObservations(
                hub.id(), registry, properties.observation().includeProcessId());
        return builder -> builder.observer(observations);
    }
}
