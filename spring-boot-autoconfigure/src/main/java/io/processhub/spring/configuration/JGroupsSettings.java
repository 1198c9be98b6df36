package io.processhub.spring.configuration;

import io.processhub.cluster.Cluster;
import io.processhub.jgroups.JGroupsCluster;
import io.processhub.jgroups.JGroupsClusterBuilder;
import io.processhub.spring.configuration.ProcessHubProperties.DiscoveryType;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;

/** Makes the engine that connects nodes by TCP. Loaded only when that is on the class path. */
record JGroupsSettings(
        ProcessHubProperties properties,
        Identity identity,
        @Nullable SslBundles bundles,
        PropertyChecks checks) {
    private static final int PORT_MAX = 65_535;
    private static final String OPEN = "other machines reach this address, and there is no TLS: name a bundle in"
            + " processhub.ssl.bundle, or set processhub.insecure=true if only machines that you trust reach it";

    /** What the node and its cluster are called. */
    record Identity(String node, String cluster) {}

    Optional<Cluster> engine() {
        return builder().flatMap(this::engine);
    }

    private Optional<Cluster> engine(JGroupsClusterBuilder builder) {
        common(builder);
        String bundle = properties.ssl().bundle();
        if (properties.discovery().type() != DiscoveryType.CUSTOM) {
            times(builder);
            encrypt(builder);
        } else if (bundle != null) {
            checks.wrong("ssl.bundle", bundle, "has no effect on a stack of your own; configure TLS in its file");
        }
        return checks.good()
                ? checks.make("bind.address", properties.bind().address(), () -> build(builder))
                : Optional.empty();
    }

    /** In the words of the properties: what the engine says names its own methods. */
    private Cluster build(JGroupsClusterBuilder builder) {
        try {
            return builder.build();
        } catch (IllegalArgumentException refused) {
            if (String.valueOf(refused.getMessage()).contains("without TLS")) {
                throw new IllegalArgumentException(OPEN, refused);
            }
            throw refused;
        }
    }

    private Optional<JGroupsClusterBuilder> builder() {
        var discovery = properties.discovery();
        return switch (discovery.type()) {
            case STATIC -> listed(discovery.hosts());
            case DNS -> named(discovery.dns().query());
            case CUSTOM -> configured(discovery.custom().xml());
            case null -> bind().flatMap(bind -> tcp(bind, List.of()));
        };
    }

    private Optional<JGroupsClusterBuilder> listed(List<String> hosts) {
        if (hosts.isEmpty()) {
            checks.wrong("discovery.hosts", "", "is empty; list host:port of the nodes, the same list on every node");
        }
        List<InetSocketAddress> addresses = new ArrayList<>();
        hosts.forEach(host ->
                checks.make("discovery.hosts", host, () -> address(host)).ifPresent(addresses::add));
        return addresses.size() < hosts.size() || hosts.isEmpty()
                ? Optional.empty()
                : bind().flatMap(bind -> tcp(bind, addresses));
    }

    private Optional<JGroupsClusterBuilder> tcp(InetSocketAddress bind, List<InetSocketAddress> hosts) {
        return checks.make("node.name", identity.node(), () -> JGroupsCluster.tcp(identity.node(), bind, hosts));
    }

    private Optional<JGroupsClusterBuilder> named(@Nullable String query) {
        if (query == null) {
            checks.wrong("discovery.dns.query", "", "is not set; give the name of address or SRV records");
            return Optional.empty();
        }
        return bind().flatMap(bind ->
                checks.make("discovery.dns.query", query, () -> JGroupsCluster.dns(identity.node(), bind, query)));
    }

    private Optional<JGroupsClusterBuilder> configured(@Nullable Path xml) {
        if (xml == null) {
            checks.wrong("discovery.custom.xml", "", "is not set; name a file with a complete JGroups stack");
            return Optional.empty();
        }
        return checks.make("discovery.custom.xml", xml, () -> JGroupsCluster.custom(identity.node(), xml));
    }

    private Optional<InetSocketAddress> bind() {
        var bind = properties.bind();
        return checks.make(
                "bind.address",
                bind.address() + ':' + bind.port(),
                () -> new InetSocketAddress(bind.address(), port(bind.port())));
    }

    private static InetSocketAddress address(String host) {
        int colon = host.lastIndexOf(':');
        String port = host.substring(colon + 1);
        if (colon < 1 || !port.matches("\\d{1,5}")) {
            throw new IllegalArgumentException("is not host:port");
        }
        return InetSocketAddress.createUnresolved(host.substring(0, colon), port(Integer.parseInt(port)));
    }

    private static int port(int port) {
        if (port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and " + PORT_MAX);
        }
        return port;
    }

    private void common(JGroupsClusterBuilder builder) {
        checks.apply("cluster.name", identity.cluster(), () -> builder.clusterName(identity.cluster()));
        if (properties.insecure()) {
            builder.insecure();
        }
    }

    private void times(JGroupsClusterBuilder builder) {
        var cluster = properties.cluster();
        checks.apply("cluster.heartbeat", cluster.heartbeat(), () -> builder.heartbeat(cluster.heartbeat()));
        Duration suspicion = cluster.suspicionTimeout();
        checks.apply("cluster.suspicion-timeout", suspicion, () -> {
            Duration least = cluster.heartbeat().multipliedBy(2);
            if (suspicion.compareTo(least) < 0) {
                throw new IllegalArgumentException("is shorter than two heartbeats, which are " + least);
            }
            builder.suspicionTimeout(suspicion);
        });
    }

    private void encrypt(JGroupsClusterBuilder builder) {
        String name = properties.ssl().bundle();
        if (name == null) {
            return;
        }
        if (bundles == null || !bundles.getBundleNames().contains(name)) {
            checks.wrong("ssl.bundle", name, "there is no SSL bundle of this name; define it with spring.ssl.bundle.*");
            return;
        }
        SslStoreBundle stores = bundles.getBundle(name).getStores();
        if (stores.getKeyStore() == null || stores.getTrustStore() == null) {
            checks.wrong(
                    "ssl.bundle",
                    name,
                    "needs a keystore with the key of this node, and a truststore with the certificates of the others:"
                            + " without one, every authority that the JVM trusts could make nodes");
            return;
        }
        SslBundles all = bundles;
        builder.tls(() -> all.getBundle(name).createSslContext()); // of the bundle as it is at each connection
    }
}
