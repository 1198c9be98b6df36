package io.processhub.spring.configuration;

import io.processhub.ProcessHub;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.spring.configuration.ProcessHubProperties.StartMoment;
import io.processhub.spring.hub.HubEvents;
import io.processhub.spring.hub.ManagedHub;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** A hub for the application, unless it has one of its own. */
@AutoConfiguration(after = SslAutoConfiguration.class)
@ConditionalOnProperty(prefix = "processhub", name = "enabled", matchIfMissing = true)
@ConditionalOnMissingBean(ProcessHub.class)
@EnableConfigurationProperties(ProcessHubProperties.class)
public final class ProcessHubAutoConfiguration {

    /** Called by Spring. */
    ProcessHubAutoConfiguration() {}

    /** Alone in its context by default: tests keep contexts that must not meet. */
    @Bean
    @ConditionalOnMissingBean
    static EmbeddedNetwork processHubNetwork(ProcessHubProperties properties) {
        return properties.embedded().shared()
                ? EmbeddedNetwork.shared()
                : EmbeddedNetwork.create(io.processhub.environment.Environment.system());
    }

    @Bean
    static ManagedHub processHub(
            ProcessHubProperties properties,
            Environment environment,
            EmbeddedNetwork network,
            ObjectProvider<SslBundles> bundles,
            ConfigurableListableBeanFactory beans) {
        String id = properties.id();
        String name = id == null ? environment.getProperty("spring.application.name", "application") : id;
        var engines = new EngineSettings(environment, network, bundles.getIfAvailable());
        var lifecycle = properties.lifecycle();
        return new ManagedHub(
                new ApplicationHub(name, properties, engines, beans),
                new ManagedHub.Schedule(lifecycle.phase(), lifecycle.start() == StartMoment.CONTEXT));
    }

    @Bean
    @ConditionalOnProperty(prefix = "processhub.lifecycle", name = "start", havingValue = "ready")
    static ApplicationListener<ApplicationReadyEvent> processHubStarter(ManagedHub hub) {
        return ready -> hub.start();
    }

    @Bean
    static HubEvents processHubEvents(ProcessHubProperties properties, ApplicationContext context) {
        return new HubEvents(context, properties.events().publish());
    }
}
