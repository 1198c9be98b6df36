package io.processhub.jgroups;

import io.processhub.cluster.ClusterException;
import io.processhub.cluster.Delivery;
import io.processhub.cluster.NodeId;
import io.processhub.environment.Environment;
import io.processhub.jgroups.hearing.Limits;
import io.processhub.jgroups.logging.PatientLog;
import io.processhub.jgroups.sending.FrameBatch;
import io.processhub.jgroups.sending.Peer;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jgroups.Address;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One JGroups channel from connect to close. It translates addresses to nodes, JGroups views to views, and messages to
 * frames. Thread-safe.
 */
final class Connection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /** The time limit for the last frames, such as the goodbyes of hubs, to reach the channel. */
    private static final Duration FAREWELL = Duration.ofMillis(500);

    /**
     * The time limit for closing the channel, because a member whose process is stopped can block it for as long as it
     * is stopped.
     */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final NodeId self;
    private final Delivery delivery;
    private final JChannel channel;
    private final Watch watch;
    private final LongAdder framesDropped = new LongAdder();
    private final Map<NodeId, Peer> peers = new ConcurrentHashMap<>();
    private volatile Map<NodeId, Address> members = Map.of();
    private volatile Map<Address, NodeId> nodes = Map.of();

    Connection(NodeId self, Delivery delivery, Stack stack, Limits limits) {
        this.self = self;
        this.delivery = delivery;
        try {
            channel = PatientLog.during(stack::channel);
        } catch (ClusterException refused) {
            throw refused;
        } catch (Exception failed) {
            throw new ClusterException(
                    "the JGroups stack of " + self + " is not valid: " + failed.getMessage(), failed);
        }
        watch = new Watch(self, channel, delivery, limits);
    }

    /**
     * Connects; the delivery receives the first view before this method returns.
     *
     * @throws NameTakenException when the coordinator rejected the name
     * @throws ClusterException when the node cannot join for another reason
     */
    void open(String clusterName) {
        try {
            channel.setName(self.toString());
            channel.setReceiver(new Translator());
            channel.addAddressGenerator(() -> NodeAddress.of(self));
            channel.connect(clusterName);
            watch.start();
        } catch (Exception failed) {
            throw reason(failed);
        }
    }

    private RuntimeException reason(Exception failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SecurityException refused && refused.getMessage() != null) {
                return new NameTakenException(refused.getMessage(), failed);
            }
            if (cause instanceof ClusterException found) {
                return found;
            }
            if (cause instanceof BindException) {
                return new ClusterException(
                        "node " + self + " cannot listen: " + cause.getMessage()
                                + "; stop what uses the address or choose another",
                        failed);
            }
        }
        return new ClusterException("node " + self + " cannot join: " + failed.getMessage(), failed);
    }

    long framesDropped() {
        return framesDropped.sum() + delivery.framesDropped();
    }

    void send(NodeId to, byte[] frame) {
        Peer peer = peers.get(to); // of a member: those of others are forgotten
        if (peer != null) {
            peer.send(frame);
            return;
        }
        Address address = members.get(to);
        if (address == null) {
            return;
        }
        if (to.equals(self)) {
            delivery.frame(self, frame);
            return;
        }
        peers.computeIfAbsent(to, node -> new Peer(channel, address, framesDropped))
                .send(frame);
        if (!members.containsKey(to)) {
            forget(to); // It left meanwhile; no other code would end its thread.
        }
    }

    private void forget(NodeId node) {
        Peer peer = peers.remove(node);
        if (peer != null) {
            peer.close();
        }
    }

    List<NodeId> unheard() {
        return watch.unheard();
    }

    /** Sets who is told when no connection can be accepted any more; only a strict transport notices it. */
    void whenDeaf(Consumer<Throwable> listener) {
        if (channel.getProtocolStack().getTransport() instanceof StrictTcp transport) {
            transport.whenDeaf(listener);
        }
    }

    JChannel channel() {
        return channel;
    }

    /**
     * Sends the queued frames and leaves. Both steps have a time limit, after which this method no longer waits for
     * them.
     */
    @Override
    public void close() {
        watch.close();
        members = Map.of();
        Formation formation = channel.getProtocolStack().findProtocol(Formation.class);
        if (formation != null) {
            formation.abandon();
        }
        try {
            sayFarewell();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Thread leaving = Thread.ofPlatform()
                .daemon()
                .name("processhub-jgroups-close-" + self.name())
                .start(channel::close);
        try {
            if (!leaving.join(CLOSE_PATIENCE)) {
                LOG.warn("{} did not leave within {}; closing continues in the background", self, CLOSE_PATIENCE);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void sayFarewell() throws InterruptedException {
        long begin = Environment.system().nanoTime();
        try {
            peers.values().forEach(Peer::finish);
            for (Peer peer : peers.values()) {
                peer.awaitEnd(FAREWELL.minusNanos(Environment.system().nanoTime() - begin));
            }
        } finally {
            peers.keySet().forEach(this::forget);
        }
    }

    /** Receives views and messages on threads of JGroups; never blocks. */
    private final class Translator implements Receiver {
        @Override
        public void viewAccepted(View view) {
            var next = new LinkedHashMap<NodeId, Address>();
            for (Address address : view.getMembers()) {
                NodeAddress.node(address).ifPresentOrElse(node -> next.put(node, address), () -> warn(address));
            }
            var inverse = new ConcurrentHashMap<Address, NodeId>();
            next.forEach((node, address) -> inverse.put(address, node));
            nodes = inverse;
            members = next;
            watch.viewed(next, view.getViewId().getId());
            peers.keySet().stream().filter(node -> !next.containsKey(node)).forEach(Connection.this::forget);
        }

        private void warn(Address stranger) {
            LOG.warn(
                    "{}: ignored the member {}, which is not a ProcessHub node; give the clusters different names",
                    self,
                    stranger);
        }

        @Override
        public void receive(Message message) {
            NodeId from = sender(message.getSrc());
            byte[] content = message.getArray();
            if (from == null || content == null) {
                framesDropped.increment();
                return;
            }
            ByteBuffer packed = ByteBuffer.wrap(content, message.getOffset(), message.getLength());
            if (watch.received(from, message.getSrc(), packed)) {
                return;
            }
            List<ByteBuffer> frames = FrameBatch.unpack(packed);
            if (frames == null) {
                framesDropped.increment();
            } else {
                delivery.frames(from, frames);
            }
        }

        private @Nullable NodeId sender(Address address) {
            NodeId known = nodes.get(address);
            return known != null ? known : NodeAddress.node(address).orElse(null);
        }
    }
}
