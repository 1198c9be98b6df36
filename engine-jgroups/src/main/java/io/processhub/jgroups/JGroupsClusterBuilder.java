package io.processhub.jgroups;

import io.processhub.cluster.Cluster;
import io.processhub.cluster.ClusterException;
import io.processhub.cluster.NodeId;
import io.processhub.environment.Environment;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects the settings of a {@link JGroupsCluster}. Not thread-safe; used once. */
public final class JGroupsClusterBuilder {
    /** The socket failure detector listens 100 ports higher, or on one of the three above that. */
    private static final int PORT_MAX = 65_535 - 103;

    private static final int PROBE_MILLIS = 300;

    private final String nodeName;
    private final @Nullable InetSocketAddress bind;
    private final List<InetSocketAddress> initialHosts;
    private final @Nullable Path xml;

    private String clusterName = "processhub";
    private Duration joinTimeout = Duration.ofSeconds(1);
    private Duration suspicionTimeout = Duration.ofSeconds(8);
    private Duration heartbeat = Duration.ofSeconds(2);
    private Stack.@Nullable Tls tls;
    private boolean requirePeers;

    private JGroupsClusterBuilder(
            String nodeName,
            @Nullable InetSocketAddress bind,
            List<InetSocketAddress> initialHosts,
            @Nullable Path xml) {
        this.nodeName = new NodeId(nodeName, 1).name();
        this.bind = bind;
        this.initialHosts = List.copyOf(initialHosts);
        this.xml = xml;
    }

    static JGroupsClusterBuilder tcp(String nodeName, InetSocketAddress bind, List<InetSocketAddress> initialHosts) {
        checkAddress("bind address", bind);
        initialHosts.forEach(host -> checkAddress("initial host", host));
        return new JGroupsClusterBuilder(nodeName, bind, initialHosts, null);
    }

    static JGroupsClusterBuilder custom(String nodeName, Path stack) {
        checkFile("JGroups configuration", stack);
        return new JGroupsClusterBuilder(nodeName, null, List.of(), stack);
    }

    private static void checkAddress(String what, InetSocketAddress address) {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException(what + " " + address + " cannot be resolved");
        }
        if (address.getPort() < 1 || address.getPort() > PORT_MAX) {
            throw new IllegalArgumentException(what + " " + address + ": the port must be 1 to " + PORT_MAX);
        }
    }

    private static void checkFile(String what, Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(what + " " + file + " cannot be read");
        }
    }

    /**
     * Which cluster to join; nodes of other names on the same addresses are ignored. Default: {@code processhub}.
     *
     * @param name not blank
     * @return this builder
     * @throws IllegalArgumentException when blank
     */
    public JGroupsClusterBuilder clusterName(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the cluster name is blank");
        }
        clusterName = name;
        return this;
    }

    /**
     * How long to look for others before this node begins a cluster of its own. Default: 1 second.
     *
     * @param timeout positive
     * @return this builder
     * @throws IllegalArgumentException when not positive, or the stack is a custom one
     */
    public JGroupsClusterBuilder joinTimeout(Duration timeout) {
        joinTimeout = decidable("join timeout", timeout);
        return this;
    }

    /**
     * How long a member may be silent before it is taken for dead, when its process or network hangs. (One that is
     * killed is noticed within about a second by its closed sockets.) Shorter finds a hanging node earlier, and takes a
     * long pause of a healthy one for death. Also how long a join waits for a namesake to be found dead. Default: 8
     * seconds.
     *
     * @param timeout at least twice the heartbeat when the node is built
     * @return this builder
     * @throws IllegalArgumentException when not positive, or the stack is a custom one
     */
    public JGroupsClusterBuilder suspicionTimeout(Duration timeout) {
        suspicionTimeout = decidable("suspicion timeout", timeout);
        return this;
    }

    /**
     * The pause between two signs of life to each member. Default: 2 seconds.
     *
     * @param interval positive
     * @return this builder
     * @throws IllegalArgumentException when not positive, or the stack is a custom one
     */
    public JGroupsClusterBuilder heartbeat(Duration interval) {
        heartbeat = decidable("heartbeat", interval);
        return this;
    }

    private Duration decidable(String what, Duration value) {
        if (!value.isPositive() || value.toMillis() == 0) {
            throw new IllegalArgumentException(what + " " + value + " is below 1 ms");
        }
        if (xml != null) {
            throw new IllegalArgumentException(what + " is decided by " + xml + "; set it there");
        }
        return value;
    }

    /**
     * Encrypts everything between nodes and lets only those in whose certificate is trusted; each node shows its own.
     * Default: neither.
     *
     * @param keystore PKCS #12 file with the key and certificate of this node
     * @param truststore PKCS #12 file with the certificates that are trusted
     * @param password of both files
     * @return this builder
     * @throws IllegalArgumentException when a file cannot be read, or the stack is a custom one
     */
    public JGroupsClusterBuilder tls(Path keystore, Path truststore, String password) {
        checkFile("keystore", keystore);
        checkFile("truststore", truststore);
        if (xml != null) {
            throw new IllegalArgumentException("TLS is decided by " + xml + "; set it there");
        }
        tls = new Stack.Tls(keystore, truststore, password);
        return this;
    }

    /**
     * Whether to fail when no other node is found at start, instead of beginning a cluster of its own; the listener has
     * then heard a view of this node alone. Default: {@code false}.
     *
     * @param required {@code true} to fail
     * @return this builder
     */
    public JGroupsClusterBuilder requirePeers(boolean required) {
        requirePeers = required;
        return this;
    }

    /**
     * Makes the node; nothing is opened yet.
     *
     * @return a node that has not joined
     * @throws IllegalArgumentException when the suspicion timeout is shorter than two heartbeats
     */
    public Cluster build() {
        if (suspicionTimeout.compareTo(heartbeat.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException("suspicion timeout " + suspicionTimeout
                    + " is shorter than two heartbeats of " + heartbeat + ": healthy nodes would be taken for dead");
        }
        return new JGroupsCluster(
                new NodeId(nodeName, Environment.system().now().toEpochMilli()), this);
    }

    String clusterName() {
        return clusterName;
    }

    /**
     * How long a member of the same name is given to be found dead: until silence is suspicious, and a little for
     * doubt.
     */
    Duration namePatience() {
        return suspicionTimeout.plusSeconds(1);
    }

    Stack stack() {
        if (xml != null) {
            return new Stack.Custom(xml);
        }
        if (bind == null) {
            throw new IllegalStateException("neither an address nor a configuration");
        }
        return new Stack.Tcp(bind, initialHosts, new Stack.Timing(joinTimeout, suspicionTimeout, heartbeat), tls);
    }

    /** Throws when peers are required and there is none. */
    void checkPeers(List<NodeId> peers) {
        if (!requirePeers || !peers.isEmpty()) {
            return;
        }
        String hosts = initialHosts.stream()
                .filter(host -> !host.equals(bind))
                .map(host -> host + " (" + probe(host) + ")")
                .collect(Collectors.joining(", "));
        throw new ClusterException("node " + nodeName + " found no other node of cluster '" + clusterName + "' within "
                + joinTimeout + "; asked: " + (hosts.isEmpty() ? "nobody" : hosts)
                + "; start one of them first or correct the addresses");
    }

    private static String probe(InetSocketAddress host) {
        try (var socket = new Socket()) {
            socket.connect(host, PROBE_MILLIS);
            return "listens, but does not belong to this cluster";
        } catch (IOException unreachable) {
            return String.valueOf(unreachable.getMessage());
        }
    }
}
