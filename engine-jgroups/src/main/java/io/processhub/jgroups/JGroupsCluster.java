package io.processhub.jgroups;

import io.processhub.cluster.Cluster;
import io.processhub.cluster.ClusterException;
import io.processhub.cluster.Delivery;
import io.processhub.cluster.NodeId;
import io.processhub.environment.Environment;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jgroups.JChannel;
import org.jspecify.annotations.Nullable;

/**
 * A node of a cluster of many machines, over JGroups.
 *
 * <p>The incarnation is the wall clock in milliseconds when the node is built. A name can be used by one live member
 * only: a second one is refused by the coordinator and never seen by the others. A member that crashed and was not yet
 * noticed holds its name too, so a node asks again until the suspicion timeout has passed, and only then gives up; a
 * node that restarts quickly on the same address is let in as soon as its former self is removed, usually within a
 * second. (Two nodes of one name that start in two halves of a split network are both members when the halves merge;
 * they differ in their incarnation.)
 *
 * <p>Needs two ports: the one that was given for everything, and one out of the four from 100 above it, by which a dead
 * process is noticed at once. Never makes objects of classes that a peer names (see {@link StrictTcp}); as a second
 * wall, start the JVM with {@code -Djgroups.deserialization.filter='!*'} or, if nothing else in it deserializes Java
 * objects, with {@code -Djdk.serialFilter='!*'}. Only TLS keeps strangers out of the cluster.
 *
 * <p>Logs through SLF4J under {@code org.jgroups}, unless Log4j's own core is present, which JGroups prefers. In
 * clusters of more than about 30 nodes lengthen the heartbeat, for every node sends it to every other.
 */
public final class JGroupsCluster implements Cluster {
    /** Fits one JGroups message; larger data goes in chunks that do not hold up everything behind them. */
    private static final int FRAME_BYTES_MAX = 64 << 10;

    private static final long RETRY_MILLIS = 200;

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
     * A node that finds the others at addresses known beforehand.
     *
     * @param nodeName unique in the cluster; see {@link NodeId} for what is allowed
     * @param bind address and port of this node, as the others reach it
     * @param initialHosts where to look for others, this node's own address may be among them; at least one of them
     *     should be up whenever a node starts, or it begins a cluster of its own, which merges with the others' later
     * @return a builder with defaults for everything else
     * @throws IllegalArgumentException when an address is unresolved or a port is out of range
     */
    public static JGroupsClusterBuilder tcp(
            String nodeName, InetSocketAddress bind, List<InetSocketAddress> initialHosts) {
        return JGroupsClusterBuilder.tcp(nodeName, bind, initialHosts);
    }

    /**
     * A node with a JGroups stack of its own, for other ways of discovery.
     *
     * @param nodeName unique in the cluster; see {@link NodeId} for what is allowed
     * @param stack a complete JGroups configuration; should name {@code io.processhub.jgroups.StrictTcp} as its
     *     transport
     * @return a builder; what the configuration decides cannot be set on it
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
            var attempt = new Connection(self, ear, settings.stack());
            connection = attempt;
            try {
                attempt.open(settings.clusterName());
                settings.checkPeers(attempt.peers());
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

    /** {@return how many frames were dropped so far: a queue was full, that of a peer or the listener's, or garbage} */
    public long framesDropped() {
        Connection current = connection;
        return current == null ? 0 : current.framesDropped();
    }

    /** The channel in use; for tests that disturb it. */
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
