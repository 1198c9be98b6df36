package io.processhub.spring.actuator;

import io.processhub.ProcessHub;
import io.processhub.spring.configuration.ProcessHubAutoConfiguration;
import io.processhub.spring.configuration.ProcessHubProperties;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The actuator endpoint of the hub. */
@AutoConfiguration(after = ProcessHubAutoConfiguration.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(ProcessHub.class)
@ConditionalOnAvailableEndpoint(HubEndpoint.class)
@EnableConfigurationProperties(ProcessHubProperties.class)
public final class HubEndpointAutoConfiguration {

    /** Called by Spring. */
    HubEndpointAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    static HubEndpoint processHubEndpoint(ProcessHub hub, ProcessHubProperties properties) {
        return new HubEndpoint(hub, properties.gracePeriod());
    }
}
