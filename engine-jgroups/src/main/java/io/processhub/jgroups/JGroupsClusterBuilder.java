package io.processhub.jgroups;

import io.processhub.cluster.Cluster;
import io.processhub.cluster.ClusterException;
import io.processhub.cluster.NodeId;
import io.processhub.environment.Environment;
import io.processhub.jgroups.hearing.Limits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.naming.NamingException;
import javax.net.ssl.SSLContext;
import org.jgroups.protocols.dns.DNSResolver;
import org.jgroups.protocols.dns.DefaultDNSResolver;
import org.jspecify.annotations.Nullable;

/** Collects the settings of a {@link JGroupsCluster}. Not thread-safe; for one use. */
public final class JGroupsClusterBuilder {
    /** What is longer, such as for ever, counts as a hundred years: milliseconds could not hold it. */
    private static final Duration TIME_MAX = Duration.ofDays(36_500);

    private final String nodeName;
    private final @Nullable InetSocketAddress bind;
    private final List<InetSocketAddress> initialHosts;
    private final String query;
    private final @Nullable Path xml;

    private String clusterName = "processhub";
    private Duration joinTimeout = Duration.ofSeconds(2);
    private Duration joinLimit = Duration.ofMinutes(1);
    private Duration suspicionTimeout = Duration.ofSeconds(8);
    private Duration heartbeat = Duration.ofSeconds(2);
    private Stack.@Nullable Tls tls;
    private Hosts.Resolver resolver = InetAddress::getAllByName;
    private @Nullable DNSResolver nameService;
    private boolean insecure;

    private JGroupsClusterBuilder(
            String nodeName,
            @Nullable InetSocketAddress bind,
            List<InetSocketAddress> initialHosts,
            String query,
            @Nullable Path xml) {
        this.nodeName = new NodeId(nodeName, 1).name();
        this.bind = bind;
        this.initialHosts = List.copyOf(initialHosts);
        this.query = query;
        this.xml = xml;
    }

    static JGroupsClusterBuilder tcp(String nodeName, InetSocketAddress bind, List<InetSocketAddress> initialHosts) {
        checkBind(bind);
        initialHosts.forEach(host -> checkPort("initial host", host));
        return new JGroupsClusterBuilder(nodeName, bind, initialHosts, "", null);
    }

    static JGroupsClusterBuilder dns(String nodeName, InetSocketAddress bind, String query) {
        checkBind(bind);
        if (query.isBlank()) {
            throw new IllegalArgumentException("the DNS query is blank; give the name of address or SRV records");
        }
        return new JGroupsClusterBuilder(nodeName, bind, List.of(), query.strip(), null);
    }

    static JGroupsClusterBuilder custom(String nodeName, Path stack) {
        checkFile("JGroups configuration", stack);
        return new JGroupsClusterBuilder(nodeName, null, List.of(), "", stack);
    }

    private static void checkBind(InetSocketAddress bind) {
        if (bind.isUnresolved()) {
            throw new IllegalArgumentException("bind address " + bind + " cannot be resolved");
        }
        checkPort("bind address", bind);
    }

    private static void checkPort(String what, InetSocketAddress address) {
        if (address.getPort() < 1) {
            throw new IllegalArgumentException(
                    what + " " + address + ": port 0 is not allowed; give the one that others connect to");
        }
    }

    private static void checkFile(String what, Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(what + " " + file + " cannot be read");
        }
    }

    /**
     * Sets the name of the cluster to join; nodes of clusters with other names on the same addresses are ignored.
     * Default: {@code processhub}.
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
     * Sets how long every other listed address must be silent before this node, if its own address is listed, begins a
     * cluster. Also how long a coordinator may take to let this node in before it is asked again. Default: 2 seconds.
     *
     * @param timeout positive; longer where the network loses much
     * @return this builder
     * @throws IllegalArgumentException when not positive, or the stack is a custom one
     */
    public JGroupsClusterBuilder joinTimeout(Duration timeout) {
        joinTimeout = decidable("join timeout", timeout);
        return this;
    }

    /**
     * Sets after how long a node that may not begin a cluster, and finds none, gives up. Default: 1 minute.
     *
     * @param limit positive
     * @return this builder
     * @throws IllegalArgumentException when not positive, or the stack is a custom one
     */
    public JGroupsClusterBuilder joinLimit(Duration limit) {
        joinLimit = decidable("join limit", limit);
        return this;
    }

    /**
     * Sets how long a member may be silent before it is considered failed, when its process or network hangs. (A killed
     * process is detected within about a second, because its sockets are closed.) A shorter time detects a hanging node
     * earlier, but mistakes a long pause of a healthy node for a failure. It is also the time for which a join waits
     * until a crashed member with the same name is removed. Default: 8 seconds.
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
     * Sets the interval between two heartbeats to each member. Default: 2 seconds.
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
        if (value.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException(what + " " + value + " is below 1 ms");
        }
        if (xml != null) {
            throw new IllegalArgumentException(what + " is configured by " + xml + "; set it there");
        }
        return value.compareTo(TIME_MAX) < 0 ? value : TIME_MAX;
    }

    /**
     * Encrypts all traffic between nodes with TLS 1.3, and connects only to nodes with a trusted certificate; each node
     * presents its own. The files may be replaced at any time, best by renaming: new connections use what they contain
     * then. Default: no encryption and no authentication, which is allowed on a loopback address only.
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
        return tls(new Stack.TlsFiles(keystore, truststore, password, Set.of()));
    }

    /**
     * Encrypts all traffic between nodes like {@link #tls(Path, Path, String)}, with keys and trusted certificates that
     * the application keeps.
     *
     * @param current asked for at each connection, so that it may change; presents a certificate, and trusts those of
     *     the other nodes alone
     * @return this builder
     * @throws IllegalArgumentException when the stack is a custom one
     */
    public JGroupsClusterBuilder tls(Supplier<SSLContext> current) {
        return tls(new Stack.TlsContext(current));
    }

    private JGroupsClusterBuilder tls(Stack.Tls chosen) {
        if (xml != null) {
            throw new IllegalArgumentException("TLS is configured by " + xml + "; set it there");
        }
        tls = chosen;
        return this;
    }

    /**
     * Restricts the nodes that may belong to the cluster: the common name of a certificate must be one of these,
     * besides being trusted. Set {@link #tls} first. Default: every trusted certificate will do.
     *
     * @param commonNames of certificates, such as the names of nodes; not empty
     * @return this builder
     * @throws IllegalArgumentException when there is no name
     * @throws IllegalStateException when TLS is not set, or not by files
     */
    public JGroupsClusterBuilder allowedNames(Set<String> commonNames) {
        if (commonNames.isEmpty()) {
            throw new IllegalArgumentException("no name is allowed: no node could join");
        }
        if (!(tls instanceof Stack.TlsFiles(Path keystore, Path truststore, String password, Set<String> any))) {
            throw new IllegalStateException(
                    "names of nodes are read from certificates that are given as files; set tls with files first");
        }
        return tls(new Stack.TlsFiles(keystore, truststore, password, Set.copyOf(commonNames)));
    }

    /**
     * Lets this node listen without TLS on an address that other machines reach. Anybody who reaches it can read
     * everything, start and stop processes, and become a member. Default: such a node is refused.
     *
     * @return this builder
     */
    public JGroupsClusterBuilder insecure() {
        insecure = true;
        return this;
    }

    /** Replaces the resolver of names; for tests. */
    JGroupsClusterBuilder resolver(Hosts.Resolver other) {
        resolver = other;
        return this;
    }

    /** Replaces the name service; for tests. */
    JGroupsClusterBuilder nameService(DNSResolver other) {
        nameService = other;
        return this;
    }

    /**
     * Builds the node; it opens no connection before it joins.
     *
     * @return a node that has not joined
     * @throws IllegalArgumentException when the suspicion timeout is shorter than two heartbeats, or other machines
     *     could reach this node and it has neither TLS nor leave to be {@link #insecure}
     */
    public Cluster build() {
        if (bind != null && tls == null && !insecure) {
            Exposure.refuseOpen(nodeName, bind.getAddress());
        }
        if (suspicionTimeout.compareTo(heartbeat.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException("suspicion timeout " + suspicionTimeout
                    + " is shorter than two heartbeats of " + heartbeat + ": healthy nodes would be considered failed");
        }
        return new JGroupsCluster(
                new NodeId(nodeName, Environment.system().now().toEpochMilli()), this);
    }

    String clusterName() {
        return clusterName;
    }

    /**
     * How long a join waits until a crashed member with the same name is removed: the suspicion timeout and a margin
     * for its verification.
     */
    Duration namePatience() {
        return suspicionTimeout.plusSeconds(1);
    }

    Limits limits() {
        return Limits.of(heartbeat, suspicionTimeout);
    }

    Stack stack() {
        if (xml != null) {
            return new Stack.Custom(xml, insecure);
        }
        if (bind == null) {
            throw new IllegalStateException("neither an address nor a configuration");
        }
        Hosts hosts = hosts(bind);
        InetSocketAddress own = bind.getAddress().isAnyLocalAddress()
                ? OwnAddress.of(bind, hosts.find().addresses(), OwnAddress.local())
                : bind;
        boolean alone = initialHosts.isEmpty() && query.isEmpty();
        return new Stack.Tcp(
                own, hosts, alone, new Stack.Timing(joinTimeout, joinLimit, suspicionTimeout, heartbeat), tls);
    }

    private Hosts hosts(InetSocketAddress own) {
        if (query.isEmpty()) {
            return new Hosts.Listed(initialHosts, resolver);
        }
        if (nameService == null) {
            nameService = nameService();
        }
        return new Hosts.Service(query, own.getPort(), nameService);
    }

    private static DNSResolver nameService() {
        try {
            return new DefaultDNSResolver("com.sun.jndi.dns.DnsContextFactory", null);
        } catch (NamingException unavailable) {
            throw new ClusterException("no name service: " + unavailable.getMessage(), unavailable);
        }
    }
}
