package io.processhub.spring.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.processhub.micrometer.HubMeters;
import io.processhub.spring.configuration.ProcessHubAutoConfiguration;
import io.processhub.spring.configuration.ProcessHubProperties;
import io.processhub.spring.hub.ManagedHub;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Meters of the hub in the registry of the application. */
@AutoConfiguration(
        after = ProcessHubAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass({MeterRegistry.class, HubMeters.class})
@ConditionalOnBean({MeterRegistry.class, ManagedHub.class})
public final class HubMetricsAutoConfiguration {

    /** Called by Spring. */
    HubMetricsAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    static HubMetrics processHubMetrics(
            ProcessHubProperties properties, ObjectProvider<ManagedHub> hub, MeterRegistry registry) {
        String id = hub.getObject().id();
        return new HubMetrics(new HubMeters(id, registry, properties.metrics().sampling()));
    }
}
