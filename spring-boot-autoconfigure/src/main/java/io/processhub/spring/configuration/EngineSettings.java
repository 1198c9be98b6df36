package io.processhub.spring.configuration;

import io.processhub.cluster.Cluster;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.spring.configuration.ProcessHubProperties.DiscoveryType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Makes the engine that the properties ask for. It has not joined yet.
 *
 * @param environment of the application
 * @param network the nodes of this application context, for the embedded engine
 * @param bundles the SSL bundles of the application; {@code null} when there are none
 */
record EngineSettings(
        Environment environment,
        EmbeddedNetwork network,
        @Nullable SslBundles bundles) {
    private static final String JGROUPS = "io.processhub.jgroups.JGroupsCluster";

    /** Makes it; empty when a property is wrong. */
    Optional<Cluster> engine(ProcessHubProperties properties, String hubId, PropertyChecks checks) {
        if (!properties.jgroups()) {
            return embedded(properties, checks);
        }
        if (!ClassUtils.isPresent(JGROUPS, ClassUtils.getDefaultClassLoader())) {
            checks.wrong(
                    "engine",
                    "jgroups",
                    "the engine is not on the class path; add the dependency io.processhub:processhub-engine-jgroups,"
                            + " or run in one JVM with processhub.engine=embedded");
            return Optional.empty();
        }
        String cluster = properties.cluster().name();
        var identity = new JGroupsSettings.Identity(name(properties), cluster == null ? hubId : cluster);
        return new JGroupsSettings(properties, identity, bundles, checks).engine();
    }

    private Optional<Cluster> embedded(ProcessHubProperties properties, PropertyChecks checks) {
        DiscoveryType discovery = properties.discovery().type();
        if (discovery != null) {
            checks.wrong(
                    "discovery.type",
                    discovery,
                    "the embedded engine finds nodes in the same JVM only; leave processhub.engine out to connect"
                            + " JVMs, or leave this out to stay in one");
            return Optional.empty();
        }
        String name = properties.node().name();
        return name == null ? Optional.of(network.open()) : checks.make("node.name", name, () -> network.open(name));
    }

    private String name(ProcessHubProperties properties) {
        String name = properties.node().name();
        return name == null ? NodeNames.of(environment) : name;
    }
}
