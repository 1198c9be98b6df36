package io.processhub.cluster.embedded;

import io.processhub.cluster.Cluster;
import io.processhub.cluster.ClusterException;
import io.processhub.cluster.NodeId;
import io.processhub.environment.Environment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A cluster of nodes within one JVM, which reach only one another: the engine for a single node, for examples and for
 * tests. Frames are passed by reference, not copied; each node receives them on its own lane, never on the sender's
 * thread.
 *
 * <p>Tests simulate a killed node with {@link #crash} and a network partition with {@link #partition}. Thread-safe.
 */
public final class EmbeddedNetwork {
    private final Environment environment;

    /**
     * Senders take the read lock, changes of membership the write lock. So a node that receives a view can send to a
     * new member at once, and no node receives a frame of a member before the view that contains it.
     */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private final Map<String, EmbeddedCluster> open = new HashMap<>();
    private final SortedMap<NodeId, EmbeddedCluster> joined = new TreeMap<>();
    private final List<Set<NodeId>> cuts = new ArrayList<>();
    private long lastIncarnation;

    private EmbeddedNetwork(Environment environment) {
        this.environment = environment;
    }

    /**
     * Creates a network without nodes.
     *
     * @param environment provides clock and threads
     * @return the network
     */
    public static EmbeddedNetwork create(Environment environment) {
        return new EmbeddedNetwork(environment);
    }

    /**
     * The network of this JVM, for hubs without a configured engine.
     *
     * <p>This is the only state that the whole JVM shares: two hubs that have nothing in common but their JVM must find
     * each other without configuration. Use {@link #create} for an isolated network.
     *
     * @return always the same network
     */
    public static EmbeddedNetwork shared() {
        return Shared.NETWORK;
    }

    /**
     * Opens a node that has not joined yet. Its incarnation is the wall clock in milliseconds since 1970, or one more
     * than the last incarnation that this network has assigned, whichever is greater.
     *
     * @param name of the node; in use until the node is closed or crashes
     * @return the node's engine
     * @throws ClusterException when the name is in use
     * @throws IllegalArgumentException when {@link NodeId} does not allow the name
     */
    public Cluster open(String name) {
        lock.writeLock().lock();
        try {
            EmbeddedCluster holder = open.get(name);
            if (holder != null) {
                throw new ClusterException("node name '" + name + "' is used by " + holder.self()
                        + " in this embedded network; close that node first or choose another name");
            }
            var id = new NodeId(name, Math.max(environment.now().toEpochMilli(), lastIncarnation + 1));
            var node = new EmbeddedCluster(this, id, environment);
            lastIncarnation = id.incarnation();
            open.put(name, node);
            return node;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * Opens a node with the first free name out of {@code node-1}, {@code node-2} and so on.
     *
     * @return the node's engine
     */
    public Cluster open() {
        lock.writeLock().lock();
        try {
            int number = 1;
            while (open.containsKey("node-" + number)) {
                number++;
            }
            return open("node-" + number);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * Removes a node as if its JVM had been killed: it receives and sends nothing any more, and the others receive a
     * view without it. Waits for a listener call of the node in progress, unless invoked from that call.
     *
     * @param node a node that has joined
     * @throws IllegalArgumentException when no such node is alive
     */
    public void crash(NodeId node) {
        EmbeddedCluster victim;
        lock.readLock().lock();
        try {
            victim = joined.get(node);
        } finally {
            lock.readLock().unlock();
        }
        if (victim == null) {
            throw new IllegalArgumentException("node " + node + " is not alive in this embedded network");
        }
        victim.close();
    }

    /**
     * Cuts some nodes off from all others. Partitions accumulate: a second call splits the parts further. Frames that
     * arrived before are still passed to the listener.
     *
     * @param side the nodes on one side; all others, also those that join later, are on the other
     */
    public void partition(Set<NodeId> side) {
        change(() -> cuts.add(Set.copyOf(side)));
    }

    /** Removes all partitions. */
    public void heal() {
        change(cuts::clear);
    }

    /** Makes a node reachable and passes the resulting views to the nodes. */
    void enter(EmbeddedCluster node) {
        change(() -> {
            if (open.get(node.self().name()) != node) {
                throw new ClusterException("node " + node.self() + " is closed; open a new one");
            }
            joined.put(node.self(), node);
        });
    }

    /** Releases the name of a node and passes the resulting views to the others. Idempotent. */
    void leave(EmbeddedCluster node) {
        change(() -> {
            open.remove(node.self().name(), node);
            joined.remove(node.self(), node);
            node.reach(Collections.emptySortedMap());
        });
    }

    /** Passes a frame to the receiver; drops it when the sender cannot reach the receiver. */
    void pass(EmbeddedCluster from, NodeId to, byte[] frame) {
        lock.readLock().lock();
        try {
            EmbeddedCluster receiver = from.reachable().get(to);
            if (receiver != null) {
                receiver.deliver(from.self(), frame);
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    private void change(Runnable change) {
        lock.writeLock().lock();
        try {
            change.run();
            Map<List<Boolean>, SortedMap<NodeId, EmbeddedCluster>> islands = new LinkedHashMap<>();
            joined.forEach((id, node) -> islands.computeIfAbsent(sidesOf(id), sides -> new TreeMap<>())
                    .put(id, node));
            islands.values().forEach(island -> island.values().forEach(node -> node.reach(island)));
        } finally {
            lock.writeLock().unlock();
        }
    }

    private List<Boolean> sidesOf(NodeId node) {
        return cuts.stream().map(side -> side.contains(node)).toList();
    }

    /** Initialized on first use. */
    private static final class Shared {
        static final EmbeddedNetwork NETWORK = create(Environment.system());
    }
}
