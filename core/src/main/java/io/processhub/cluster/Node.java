package io.processhub.cluster;

import io.processhub.text.WellFormed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of a cluster, shared by all hubs that run on it: one engine, one membership, frames for many hubs.
 *
 * <p>Each frame begins with one byte for its kind and the id of the receiving hub. A node answers a frame for a hub
 * that it does not run with «absent», so that a hub in search of its peers does not wait for nodes without the hub.
 *
 * <p>Thread-safe. Close the hubs first, then the node.
 */
public final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final byte KIND_FRAME = 0;
    private static final byte KIND_ABSENT = 1;
    private static final int HUB_ID_BYTES_MAX = 127;

    /** Room for the numbers of one generation; more than any hub can use before it is started again. */
    private static final int GENERATION_BITS = 40;

    private final Cluster cluster;
    private final Map<String, Channel> channels = new ConcurrentHashMap<>();
    private final Map<String, Integer> generations = new ConcurrentHashMap<>();
    private final LongAdder framesDropped = new LongAdder();
    private volatile Cluster.@Nullable View view;

    private Node(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Joins a cluster.
     *
     * @param cluster an engine that has not joined yet; owned by the node, which closes it
     * @return the node, with its first view
     * @throws ClusterException when the engine cannot join
     */
    public static Node join(Cluster cluster) {
        var node = new Node(cluster);
        cluster.join(node.new Dispatcher());
        return node;
    }

    /** {@return the identity of this node} */
    public NodeId self() {
        return cluster.self();
    }

    /** {@return the nodes that are reachable now, whichever hubs they run} */
    public Cluster.View view() {
        Cluster.View current = view;
        if (current == null) {
            throw new IllegalStateException("the engine of " + self() + " joined without a first view");
        }
        return current;
    }

    /** {@return the nodes that this one does not hear, that do not hear it, or that do not count it; sorted} */
    public List<NodeId> unheard() {
        return cluster.unheard();
    }

    /** {@return the number of malformed frames dropped since the start} */
    public long framesDropped() {
        return framesDropped.sum();
    }

    /**
     * Opens the channel of one hub.
     *
     * @param hubId 1 to 127 bytes in UTF-8
     * @param listener receives a view before this method returns, then every view, and every frame of this hub; its
     *     exceptions are logged and it is called again for the next event
     * @return the open channel
     * @throws IllegalArgumentException when the id is empty, too long or not valid Unicode
     * @throws IllegalStateException when the hub has a channel on this node already
     */
    public Channel open(String hubId, Listener listener) {
        byte[] id = WellFormed.require("hub id", hubId).getBytes(StandardCharsets.UTF_8);
        if (id.length == 0 || id.length > HUB_ID_BYTES_MAX) {
            throw new IllegalArgumentException("hub id '" + hubId + "' has " + id.length
                    + " bytes in UTF-8; allowed are 1 to " + HUB_ID_BYTES_MAX);
        }
        var channel = new Channel(hubId, id, listener);
        channel.begin();
        return channel;
    }

    /** Leaves the cluster. Hubs that are still open receive and send nothing any more. Idempotent. */
    @Override
    public void close() {
        cluster.close();
    }

    private static byte[] header(byte kind, byte[] hubId) {
        return ByteBuffer.allocate(2 + hubId.length)
                .put(kind)
                .put((byte) hubId.length)
                .put(hubId)
                .array();
    }

    /** One hub's access to the cluster. Thread-safe. */
    public final class Channel implements AutoCloseable {
        private final String hubId;
        private final byte[] hubIdBytes;
        private final byte[] header;
        private final Listener listener;

        /**
         * Held during each call of the listener, because the thread that opens the channel passes it a view as well.
         */
        private final ReentrantLock turn = new ReentrantLock();

        private int generation;
        private long viewNumber;
        private boolean closed;

        private Channel(String hubId, byte[] hubIdBytes, Listener listener) {
            this.hubId = hubId;
            this.hubIdBytes = hubIdBytes;
            this.header = header(KIND_FRAME, hubIdBytes);
            this.listener = listener;
        }

        /** {@return the identity of this node} */
        public NodeId self() {
            return cluster.self();
        }

        /**
         * Where this channel's generation of the hub begins to count, so that no number which a hub gives is given
         * again after it has been closed and started again on this node.
         *
         * @return less than every number of this generation, and not less than any number of an earlier one; zero for
         *     the first channel of the hub on this node
         */
        public long generationStart() {
            return (generation - 1L) << GENERATION_BITS;
        }

        /** {@return the size in bytes of the largest frame this channel can send, without its header} */
        public int frameBytesMax() {
            return cluster.frameBytesMax() - header.length;
        }

        /** {@return how many bytes at the beginning of each frame are for the header, which the channel writes} */
        public int headerBytes() {
            return header.length;
        }

        /**
         * Sends a frame to the same hub on other nodes, under the conditions of {@link Cluster#send}.
         *
         * @param to the receivers
         * @param frame begins with {@link #headerBytes()} bytes that this method overwrites, and has at most
         *     {@link #frameBytesMax()} more; not to be used afterwards
         * @throws IllegalArgumentException when the frame is too short or too long
         */
        public void send(List<NodeId> to, byte[] frame) {
            int bytes = frame.length - header.length;
            if (bytes < 0 || bytes > frameBytesMax()) {
                throw new IllegalArgumentException("frame of " + bytes + " bytes and its header; hub '" + hubId
                        + "' can send 0 to " + frameBytesMax() + " at once");
            }
            System.arraycopy(header, 0, frame, 0, header.length);
            to.forEach(receiver -> cluster.send(receiver, frame));
        }

        /** Reserves the hub id; frames that arrive meanwhile wait until the listener has received the view. */
        private void begin() {
            turn.lock();
            try {
                if (channels.putIfAbsent(hubId, this) != null) {
                    throw new IllegalStateException("hub '" + hubId + "' runs on node " + self()
                            + " already; close it first or choose another id");
                }
                generation = generations.merge(hubId, 1, Integer::sum);
                hear(view());
            } finally {
                turn.unlock();
            }
        }

        /** Passes a view to the listener, unless the listener has received a newer one. */
        private void hear(Cluster.View view) {
            hear(() -> {
                if (view.number() > viewNumber) {
                    viewNumber = view.number();
                    listener.onView(view);
                }
            });
        }

        private void hear(Runnable call) {
            turn.lock();
            try {
                if (!closed) {
                    call.run();
                }
            } catch (RuntimeException thrown) {
                LOG.error("the listener of hub '{}' threw; it continues with the next event", hubId, thrown);
            } finally {
                turn.unlock();
            }
        }

        /**
         * Releases the hub id. No listener call begins after this method returns. Waits for a call in progress, unless
         * invoked from that call. Idempotent.
         */
        @Override
        public void close() {
            turn.lock();
            try {
                closed = true;
            } finally {
                turn.unlock();
            }
            channels.remove(hubId, this);
        }
    }

    /** Receives the views of the node and the frames of one hub, one call at a time. */
    public interface Listener extends Cluster.Listener {
        /**
         * A peer answered that it does not run this hub.
         *
         * @param peer the node that answered
         */
        void onAbsent(NodeId peer);
    }

    /** Passes views to all hubs and each frame to its hub. */
    private final class Dispatcher implements Cluster.Listener {
        /** Confined to the calls of the engine. */
        private @Nullable Channel latest;

        @Override
        public void onView(Cluster.View next) {
            view = next;
            channels.values().forEach(channel -> channel.hear(next));
        }

        @Override
        public void onFrame(NodeId from, byte[] frame) {
            onFrame(from, ByteBuffer.wrap(frame));
        }

        @Override
        public void onFrame(NodeId from, ByteBuffer frame) {
            if (malformed(frame)) {
                framesDropped.increment();
                return;
            }
            byte kind = frame.get();
            byte[] hubId = new byte[frame.get()];
            frame.get(hubId);
            Channel channel = channel(hubId);
            if (kind == KIND_FRAME) {
                deliver(from, frame, hubId, channel);
            } else if (channel != null) {
                channel.hear(() -> channel.listener.onAbsent(from));
            }
        }

        /** Most frames are for the hub of the frame before. */
        private @Nullable Channel channel(byte[] hubId) {
            Channel last = latest;
            if (last != null && Arrays.equals(hubId, last.hubIdBytes)) {
                return channels.get(last.hubId);
            }
            latest = channels.get(new String(hubId, StandardCharsets.UTF_8));
            return latest;
        }

        @Override
        public void onEnd(Throwable cause) {
            channels.values().forEach(channel -> channel.hear(() -> channel.listener.onEnd(cause)));
        }

        private boolean malformed(ByteBuffer frame) {
            int bytes = frame.remaining();
            if (bytes < 2) {
                return true;
            }
            byte kind = frame.get(frame.position());
            byte hubIdBytes = frame.get(frame.position() + 1);
            return (kind != KIND_FRAME && kind != KIND_ABSENT) || hubIdBytes <= 0 || bytes < 2 + hubIdBytes;
        }

        private void deliver(NodeId from, ByteBuffer frame, byte[] hubId, @Nullable Channel channel) {
            if (channel != null) {
                channel.hear(() -> channel.listener.onFrame(from, frame));
            } else {
                cluster.send(from, header(KIND_ABSENT, hubId));
            }
        }
    }
}
