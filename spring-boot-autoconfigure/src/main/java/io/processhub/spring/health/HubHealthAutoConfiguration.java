package io.processhub.spring.health;

import io.processhub.ProcessHub;
import io.processhub.environment.Environment;
import io.processhub.spring.configuration.ProcessHubAutoConfiguration;
import io.processhub.spring.configuration.ProcessHubProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** The health of the hub, by the name {@code processhub}. */
@AutoConfiguration(after = ProcessHubAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(ProcessHub.class)
@ConditionalOnEnabledHealthIndicator("processhub")
@EnableConfigurationProperties(ProcessHubProperties.class)
public final class HubHealthAutoConfiguration {

    /** Called by Spring. */
    HubHealthAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = "processhubHealthIndicator")
    static HubHealthIndicator processhubHealthIndicator(ProcessHub hub, ProcessHubProperties properties) {
        return new HubHealthIndicator(hub, properties.health(), Environment.system()::nanoTime);
    }
}
