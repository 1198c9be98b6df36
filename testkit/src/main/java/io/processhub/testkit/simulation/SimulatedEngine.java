package io.processhub.testkit.simulation;

import io.processhub.cluster.Cluster;
import io.processhub.cluster.ClusterException;
import io.processhub.cluster.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One machine's access to the simulated network. Which peers it believes in lags behind which it could hear, each by a
 * delay of its own, and is told after a short wait so that changes at about the same time make one view.
 */
final class SimulatedEngine implements Cluster {
    private static final long GATHERING_NANOS = Duration.ofMillis(2).toNanos();

    private final SimulatedNetwork network;
    private final NodeId self;
    private final Life life;

    // mutable state
    private final Set<NodeId> believed = new TreeSet<>();
    private @Nullable Listener listener;
    private long views;
    private boolean telling;
    private boolean closed;

    SimulatedEngine(SimulatedNetwork network, NodeId self, Life life) {
        this.network = network;
        this.self = self;
        this.life = life;
    }

    @Override
    public NodeId self() {
        return self;
    }

    Life life() {
        return life;
    }

    Set<NodeId> believed() {
        return believed;
    }

    /** Returns at once; the first view has everyone who can be heard at this moment. */
    @Override
    public void join(Listener to) {
        if (listener != null || closed || life.over()) {
            throw new ClusterException("node " + self + " has joined before or is gone; boot another machine");
        }
        listener = to;
        believed.addAll(network.enter(this));
        tell();
    }

    /** Adopts what can be heard by now. */
    void reconsider(NodeId peer) {
        boolean heard = network.hears(this, peer);
        boolean changed = heard ? believed.add(peer) : believed.remove(peer);
        if (changed && !telling) {
            telling = true;
            network.simulation().plan(GATHERING_NANOS, life, this::tell);
        }
    }

    private void tell() {
        telling = false;
        if (listener != null && !closed) {
            views++;
            network.simulation().note(life.name(), "view", "members", believed.size());
            listener.onView(new Cluster.View(views, self, List.copyOf(believed)));
        }
    }

    @Override
    public void send(NodeId to, byte[] frame) {
        if (frame.length > network.frameBytesMax()) {
            throw new IllegalArgumentException("frame of " + frame.length + " bytes from " + self + " to " + to
                    + " is too long; allowed are " + network.frameBytesMax());
        }
        if (!closed && !life.over()) {
            network.carry(this, to, frame.clone());
        }
    }

    /** Takes a frame off the wire. */
    void take(NodeId from, byte[] frame) {
        if (listener != null && !closed) {
            listener.onFrame(from, frame);
        }
    }

    @Override
    public int frameBytesMax() {
        return network.frameBytesMax();
    }

    /** Leaves properly: the others are told, which takes them less time than to miss a crashed node. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            network.leave(this);
        }
    }
}
