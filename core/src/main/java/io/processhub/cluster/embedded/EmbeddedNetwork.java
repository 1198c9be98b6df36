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
 * A closed world of nodes that live in one JVM and reach only one another: the engine for a single node, for examples
 * and for tests. Frames are handed over, not copied; each node hears them on a lane of its own, never on the sender's
 * thread.
 *
 * <p>A test can let nodes vanish with {@link #crash} and split the world with {@link #partition}. Thread-safe.
 */
public final class EmbeddedNetwork {
    private final Environment environment;

    /**
     * Senders read, changes of membership write: so whoever hears of a new member can send to it at once, and nobody
     * hears from a member before its view.
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
     * Makes a world without nodes.
     *
     * @param environment where clock and threads come from
     * @return the network
     */
    public static EmbeddedNetwork create(Environment environment) {
        return new EmbeddedNetwork(environment);
    }

    /**
     * The network of this JVM, for hubs that were given no engine.
     *
     * <p>This is state shared by the whole JVM, and the only such: two hubs that know nothing of each other but the JVM
     * they run in must find each other without configuration. Whoever wants to be alone uses {@link #create}.
     *
     * @return always the same network
     */
    public static EmbeddedNetwork shared() {
        return Shared.NETWORK;
    }

    /**
     * Opens a node that has not joined yet. Its incarnation is the wall clock in milliseconds, but greater than every
     * one given out by this network before.
     *
     * @param name taken from now on until the node is closed or crashes
     * @return the node's engine
     * @throws ClusterException when the name is taken
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
     * Opens a node under the first free name out of {@code node-1}, {@code node-2} and so on.
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
     * Lets a node vanish as if its JVM had been killed: it hears and sends nothing any more, and the others see a view
     * without it. Waits for a listener call of the node that is under way, unless called from it.
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
     * Cuts some nodes off from all others. Cuts add up: a second call splits the parts further. Frames that arrived
     * before are still heard.
     *
     * @param side the nodes on one side; all others, also those that join later, are on the other
     */
    public void partition(Set<NodeId> side) {
        change(() -> cuts.add(Set.copyOf(side)));
    }

    /** Undoes all cuts. */
    public void heal() {
        change(cuts::clear);
    }

    /** Makes a node reachable and posts the views that follow from it. */
    void enter(EmbeddedCluster node) {
        change(() -> {
            if (open.get(node.self().name()) != node) {
                throw new ClusterException("node " + node.self() + " is closed; open a new one");
            }
            joined.put(node.self(), node);
        });
    }

    /** Frees the name of a node and posts the views that follow from its absence. Idempotent. */
    void leave(EmbeddedCluster node) {
        change(() -> {
            open.remove(node.self().name(), node);
            joined.remove(node.self(), node);
            node.reach(Collections.emptySortedMap());
        });
    }

    /** Hands a frame over; drops it when the sender cannot reach the receiver. */
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

    /** Made when it is first asked for. */
    private static final class Shared {
        static final EmbeddedNetwork NETWORK = create(Environment.system());
    }
}
