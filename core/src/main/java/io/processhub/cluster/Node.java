package io.processhub.cluster;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * This JVM's place in a cluster, shared by all hubs that run on it: one engine, one membership, frames for many hubs.
 *
 * <p>Each frame begins with one byte for its kind and the id of the hub it is for. A frame for a hub that does not run
 * here is answered with «absent», so that a hub that looks for its peers need not wait for those who have none.
 *
 * <p>Thread-safe. Close the hubs first, then the node.
 */
public final class Node implements AutoCloseable {
    private static final byte KIND_FRAME = 0;
    private static final byte KIND_ABSENT = 1;
    private static final int HUB_ID_BYTES_MAX = 127;

    private final Cluster cluster;
    private final Map<String, Channel> channels = new ConcurrentHashMap<>();
    private final LongAdder framesDropped = new LongAdder();
    private volatile @Nullable ClusterView view;

    private Node(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Joins a cluster.
     *
     * @param cluster an engine that has not joined yet; closed with the node
     * @return the node, with its first view
     * @throws ClusterException when the engine cannot join
     */
    public static Node join(Cluster cluster) {
        var node = new Node(cluster);
        cluster.join(node.new Dispatcher());
        return node;
    }

    /** {@return who this node is} */
    public NodeId self() {
        return cluster.self();
    }

    /** {@return who is reachable now, whichever hubs they run} */
    public ClusterView view() {
        ClusterView current = view;
        if (current == null) {
            throw new IllegalStateException("the engine of " + self() + " joined without telling a first view");
        }
        return current;
    }

    /** {@return how many frames were malformed and dropped since the start} */
    public long framesDropped() {
        return framesDropped.sum();
    }

    /**
     * Opens the channel of one hub.
     *
     * @param hubId 1 to 127 bytes in UTF-8
     * @param listener hears the present view before this method returns, then everything for this hub
     * @return the open channel
     * @throws IllegalArgumentException when the id is empty or too long
     * @throws IllegalStateException when the hub has a channel on this node already
     */
    public Channel open(String hubId, Listener listener) {
        byte[] id = hubId.getBytes(StandardCharsets.UTF_8);
        if (id.length == 0 || id.length > HUB_ID_BYTES_MAX) {
            throw new IllegalArgumentException("hub id '" + hubId + "' has " + id.length + " bytes in UTF-8; allowed are 1 to "
                    + HUB_ID_BYTES_MAX);
        }
        var channel = new Channel(hubId, id, listener);
        if (channels.putIfAbsent(hubId, channel) != null) {
            throw new IllegalStateException(
                    "hub '" + hubId + "' runs on node " + self() + " already; close it first or choose another id");
        }
        listener.onView(view());
        return channel;
    }

    /** Leaves the cluster. Hubs that are still open lose all their peers. Idempotent. */
    @Override
    public void close() {
        cluster.close();
    }

    /** One hub's access to the cluster. Thread-safe. */
    public final class Channel implements AutoCloseable {
        private final String hubId;
        private final byte[] hubIdBytes;
        private final Listener listener;

        private Channel(String hubId, byte[] hubIdBytes, Listener listener) {
            this.hubId = hubId;
            this.hubIdBytes = hubIdBytes;
            this.listener = listener;
        }

        /** {@return who this node is} */
        public NodeId self() {
            return cluster.self();
        }

        /** {@return the size in bytes of the largest frame this channel can send} */
        public int frameBytesMax() {
            return cluster.frameBytesMax() - header();
        }

        private int header() {
            return 2 + hubIdBytes.length;
        }

        /**
         * Sends a frame to the same hub on another node, under the conditions of {@link Cluster#send}.
         *
         * @param to the receiver
         * @param frame at most {@link #frameBytesMax()} long
         */
        public void send(NodeId to, byte[] frame) {
            cluster.send(to, wrap(KIND_FRAME, frame));
        }

        private byte[] wrap(byte kind, byte[] frame) {
            return ByteBuffer.allocate(header() + frame.length)
                    .put(kind)
                    .put((byte) hubIdBytes.length)
                    .put(hubIdBytes)
                    .put(frame)
                    .array();
        }

        /** Stops listening and frees the hub id. Idempotent. */
        @Override
        public void close() {
            channels.remove(hubId, this);
        }
    }

    /** Hears what concerns one hub; called one call at a time. */
    public interface Listener extends Cluster.Listener {
        /**
         * A peer answered that it does not run this hub.
         *
         * @param peer who answered
         */
        void onAbsent(NodeId peer);
    }

    /** Hands views to all hubs and each frame to its hub. */
    private final class Dispatcher implements Cluster.Listener {
        @Override
        public void onView(ClusterView next) {
            view = next;
            channels.values().forEach(channel -> channel.listener.onView(next));
        }

        @Override
        public void onFrame(NodeId from, byte[] frame) {
            if (frame.length < 2 || frame[1] <= 0 || frame.length < 2 + frame[1] || frame[0] > KIND_ABSENT) {
                framesDropped.increment();
                return;
            }
            int header = 2 + frame[1];
            Channel channel = channels.get(new String(frame, 2, frame[1], StandardCharsets.UTF_8));
            if (frame[0] == KIND_FRAME) {
                deliver(from, frame, header, channel);
            } else if (channel != null) {
                channel.listener.onAbsent(from);
            }
        }

        private void deliver(NodeId from, byte[] frame, int header, @Nullable Channel channel) {
            if (channel != null) {
                channel.listener.onFrame(from, Arrays.copyOfRange(frame, header, frame.length));
            } else {
                byte[] absent = Arrays.copyOf(frame, header);
                absent[0] = KIND_ABSENT;
                cluster.send(from, absent);
            }
        }
    }
}
