package io.processhub.jgroups;

import io.processhub.cluster.Cluster;
import io.processhub.cluster.ClusterException;
import io.processhub.cluster.Delivery;
import io.processhub.cluster.NodeId;
import io.processhub.environment.Environment;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jgroups.JChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cluster engine for several machines, based on JGroups. Thread-safe.
 *
 * <p>The incarnation is the wall clock in milliseconds since 1970 when the node is built. Only one live member can use
 * a name: the coordinator rejects a second one, which never appears in a view. A member that crashed holds its name
 * until failure detection removes it, so a joining node repeats its request until the suspicion timeout has passed, and
 * only then fails; a node that restarts quickly on the same address is accepted as soon as its former incarnation is
 * removed, usually within a second. (Two nodes with one name that start in two parts of a split network are both
 * members when the parts merge; they differ in their incarnation.)
 *
 * <p>A node needs one port; a member whose process is killed is noticed by its closed connections. The engine never
 * instantiates classes that a peer names (see {@link StrictTcp}). As an additional protection, start the JVM with
 * {@code -Djgroups.deserialization.filter='!*'} or, if nothing else in it deserializes Java objects, with
 * {@code -Djdk.serialFilter='!*'}. Only TLS keeps unauthorized nodes out of the cluster.
 *
 * <p>Logs through SLF4J under {@code org.jgroups}, unless Log4j's own core is present, which JGroups prefers. In
 * clusters of more than about 30 nodes use a longer heartbeat interval, because every node sends heartbeats to every
 * other.
 */
public final class JGroupsCluster implements Cluster {
    /** Fits into one JGroups message; larger data is sent in chunks, so that it does not delay all later frames. */
    private static final int FRAME_BYTES_MAX = 64 << 10;

    private static final long RETRY_MILLIS = 200;
    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(JGroupsCluster.class);

    private final NodeId self;
    private final JGroupsClusterBuilder settings;
    private final CountDownLatch closing = new CountDownLatch(1);
    private Environment.@Nullable Lane lane;
    private @Nullable Delivery delivery;
    private volatile @Nullable Connection connection;

    JGroupsCluster(NodeId self, JGroupsClusterBuilder settings) {
        this.self = self;
        this.settings = settings;
    }

    /**
     * Creates a builder of a node that finds the others at known addresses. Give the same list to every node.
     *
     * <p>A node whose own address is in the list may begin a cluster when every other listed address has been silent
     * for the {@linkplain JGroupsClusterBuilder#joinTimeout join timeout}; of several such nodes that start together,
     * the one with the least address begins. Every other node looks until it finds a cluster, for the
     * {@linkplain JGroupsClusterBuilder#joinLimit join limit} at most. Nodes that cannot reach each other still begin
     * two clusters, which merge when they can: only a quorum prevents that.
     *
     * @param nodeName unique in the cluster; {@link NodeId} defines the allowed names
     * @param bind address and port of this node, as the others reach it; a wildcard is replaced by the address of this
     *     machine that is in the list or, if none is, by its only address that is not a loopback address
     * @param initialHosts where to look for other nodes, this node's own address may be among them. A name is resolved
     *     again in each attempt, counts as all its addresses, and is skipped while it has none. Empty for a node that
     *     begins a cluster at once
     * @return a builder with defaults for everything else
     * @throws IllegalArgumentException when the bind address is unresolved or a port is out of range
     */
    public static JGroupsClusterBuilder tcp(
            String nodeName, InetSocketAddress bind, List<InetSocketAddress> initialHosts) {
        return JGroupsClusterBuilder.tcp(nodeName, bind, initialHosts);
    }

    /**
     * Creates a builder of a node that finds the others by a name service, such as that of Kubernetes for a headless
     * service. Everything else is as in {@link #tcp}.
     *
     * @param nodeName unique in the cluster; {@link NodeId} defines the allowed names
     * @param bind address and port of this node, as the others reach it and as the name service gives it
     * @param query the name of SRV records, which also give ports, if it begins with an underscore, as in
     *     {@code _cluster._tcp.hub.default.svc.cluster.local}; otherwise of address records, and all nodes use the port
     *     of this node
     * @return a builder with defaults for everything else
     * @throws IllegalArgumentException when the bind address is unresolved, a port is out of range, or the query is
     *     blank
     */
    public static JGroupsClusterBuilder dns(String nodeName, InetSocketAddress bind, String query) {
        return JGroupsClusterBuilder.dns(nodeName, bind, query);
    }

    /**
     * Creates a builder of a node with a custom JGroups stack, for other kinds of discovery.
     *
     * @param nodeName unique in the cluster; {@link NodeId} defines the allowed names
     * @param stack a complete JGroups configuration; unless it binds a loopback address or the node is
     *     {@link JGroupsClusterBuilder#insecure}, its transport is {@code io.processhub.jgroups.StrictTcp} with TLS,
     *     and no other protocol opens a port
     * @return a builder; settings that belong to the configuration cannot be set on it
     */
    public static JGroupsClusterBuilder custom(String nodeName, Path stack) {
        return JGroupsClusterBuilder.custom(nodeName, stack);
    }

    @Override
    public NodeId self() {
        return self;
    }

    /** {@inheritDoc} */
    @Override
    public void join(Listener listener) {
        Delivery ear = listen(listener);
        try {
            connect(ear);
            ear.awaitFirstView();
        } catch (InterruptedException interrupted) {
            close();
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted while " + self + " joined; it is closed", interrupted);
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    private synchronized Delivery listen(Listener listener) {
        if (delivery != null) {
            throw new IllegalStateException("node " + self + " has joined before; build a new one");
        }
        lane = Environment.system().lane("processhub-jgroups-" + self.name());
        var ear = new Delivery(self, listener, lane);
        delivery = ear;
        return ear;
    }

    private void connect(Delivery ear) throws InterruptedException {
        long deadline =
                Environment.system().nanoTime() + settings.namePatience().toNanos();
        while (true) {
            if (closed()) {
                throw new ClusterException("node " + self + " was closed before it had joined");
            }
            var attempt = new Connection(self, ear, settings.stack(), settings.limits());
            connection = attempt;
            attempt.whenDeaf(failure -> end(ear, failure));
            try {
                attempt.open(settings.clusterName());
                return;
            } catch (NameTakenException taken) {
                attempt.close();
                if (Environment.system().nanoTime() - deadline > 0) {
                    throw taken.refusal();
                }
                closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Lets the hubs of this node say goodbye, then leaves: others do not reach it any more. */
    private void end(Delivery ear, Throwable failure) {
        LOG.error("{} can accept no connection any more; it leaves the cluster", self, failure);
        ear.end(failure);
        Environment.system()
                .after(
                        FAREWELL,
                        () -> Thread.ofVirtual()
                                .name("processhub-jgroups-end-" + self.name())
                                .start(this::close));
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    @Override
    public void send(NodeId to, byte[] frame) {
        if (frame.length > FRAME_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "frame of " + frame.length + " bytes exceeds " + FRAME_BYTES_MAX + "; send it in parts");
        }
        Connection current = connection;
        if (current != null && !closed()) {
            current.send(to, frame);
        }
    }

    @Override
    public int frameBytesMax() {
        return FRAME_BYTES_MAX;
    }

    /**
     * {@return the number of frames dropped so far, because the queue of a peer or of the listener was full or a
     * message was malformed}
     */
    public long framesDropped() {
        Connection current = connection;
        return current == null ? 0 : current.framesDropped();
    }

    @Override
    public List<NodeId> unheard() {
        Connection current = connection;
        return current == null ? List.of() : current.unheard();
    }

    /** The current channel; for tests that disturb it. */
    Optional<JChannel> channel() {
        return Optional.ofNullable(connection).map(Connection::channel);
    }

    @Override
    public void close() {
        closing.countDown();
        Connection current = connection;
        if (current != null) {
            current.close();
        }
        synchronized (this) {
            if (delivery == null || lane == null) {
                return;
            }
        }
        delivery.close();
        lane.close();
    }
}
