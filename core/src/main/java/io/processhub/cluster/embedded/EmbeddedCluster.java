package io.processhub.cluster.embedded;

import io.processhub.cluster.Cluster;
import io.processhub.cluster.ClusterException;
import io.processhub.cluster.Delivery;
import io.processhub.cluster.NodeId;
import io.processhub.environment.Environment;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The engine of one node of an {@link EmbeddedNetwork}. Thread-safe. */
final class EmbeddedCluster implements Cluster {
    /**
     * The embedded network needs no limit. It applies that of the engines with a real network, so that no frame fits
     * only here.
     */
    private static final int FRAME_BYTES_MAX = 64 << 10;

    private final EmbeddedNetwork network;
    private final NodeId self;
    private final Environment environment;

    private Environment.@Nullable Lane lane;
    private volatile @Nullable Delivery delivery;
    private SortedMap<NodeId, EmbeddedCluster> reachable = Collections.emptySortedMap();

    EmbeddedCluster(EmbeddedNetwork network, NodeId self, Environment environment) {
        this.network = network;
        this.self = self;
        this.environment = environment;
    }

    @Override
    public NodeId self() {
        return self;
    }

    @Override
    public void join(Listener listener) {
        Delivery ear = listen(listener);
        try {
            network.enter(this);
            ear.awaitFirstView();
        } catch (ClusterException refused) {
            close();
            throw refused;
        } catch (InterruptedException interrupted) {
            close();
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted while " + self + " joined; it is closed", interrupted);
        }
    }

    private synchronized Delivery listen(Listener listener) {
        if (delivery != null) {
            throw new IllegalStateException("node " + self + " has joined before; open a new one");
        }
        lane = environment.lane("processhub-embedded-" + self.name());
        var ear = new Delivery(self, listener, lane);
        delivery = ear;
        return ear;
    }

    @Override
    public void send(NodeId to, byte[] frame) {
        if (frame.length > FRAME_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "frame of " + frame.length + " bytes exceeds " + FRAME_BYTES_MAX + "; send it in parts");
        }
        network.pass(this, to, frame);
    }

    @Override
    public int frameBytesMax() {
        return FRAME_BYTES_MAX;
    }

    @Override
    public void close() {
        network.leave(this);
        silence();
    }

    private void silence() {
        Delivery ear = delivery;
        if (ear != null) {
            ear.close();
        }
        synchronized (this) {
            if (lane != null) {
                lane.close();
            }
        }
    }

    /** The nodes that this node can send to, itself included; read under the network's lock. */
    SortedMap<NodeId, EmbeddedCluster> reachable() {
        return reachable;
    }

    /**
     * Changes the set of nodes that this node can reach and passes the view to its listener; called under the network's
     * lock. An empty set means that this node has left.
     */
    void reach(SortedMap<NodeId, EmbeddedCluster> island) {
        reachable = island;
        Delivery ear = delivery;
        if (ear != null && !island.isEmpty()) {
            ear.view(List.copyOf(island.keySet()));
        }
    }

    /** Passes a frame to the listener of this node. */
    void deliver(NodeId from, byte[] frame) {
        Delivery ear = delivery;
        if (ear != null) {
            ear.frame(from, frame);
        }
    }
}
