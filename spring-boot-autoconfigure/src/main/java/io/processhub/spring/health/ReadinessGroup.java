package io.processhub.spring.health;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ClassUtils;

/**
 * Puts the hub into the readiness of the application by default, besides what Spring Boot puts there. A value that the
 * application sets takes precedence. Liveness never contains the hub: a cluster that is ill is no reason to restart.
 */
final class ReadinessGroup implements EnvironmentPostProcessor {
    private static final String GROUP = "management.endpoint.health.group.readiness.include";
    private static final String HEALTH =
            "org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (complete(environment) && ClassUtils.isPresent(HEALTH, application.getClassLoader())) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("processhub", Map.of(GROUP, "readinessState,processhub")));
        }
    }

    /** Whether both members of the group will be there: Spring Boot refuses a group of which one is missing. */
    private static boolean complete(ConfigurableEnvironment environment) {
        boolean indicators = enabled(environment, "management.health.defaults.enabled", true);
        return enabled(environment, "processhub.enabled", true)
                && enabled(environment, "management.health.processhub.enabled", indicators)
                && enabled(environment, "management.endpoint.health.probes.enabled", true);
    }

    private static boolean enabled(ConfigurableEnvironment environment, String property, boolean otherwise) {
        return environment.getProperty(property, Boolean.class, otherwise);
    }
}
