package io.processhub.jgroups;

import io.processhub.cluster.Delivery;
import io.processhub.cluster.NodeId;
import io.processhub.environment.Environment;
import io.processhub.jgroups.hearing.Hearing;
import io.processhub.jgroups.hearing.Limits;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches, by {@link Hearing}, whether the members of the view hear each other, and delivers the view of those that
 * count. JGroups itself excludes a member only when the coordinator does not hear it, and does not tell it.
 * Thread-safe.
 */
final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final NodeId self;
    private final JChannel channel;
    private final Delivery delivery;
    private final Duration interval;
    private final Hearing hearing;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<NodeId, Address> strangers = new ConcurrentHashMap<>();
    private volatile Map<NodeId, Address> members = Map.of();
    private List<NodeId> reported = List.of();

    Watch(NodeId self, JChannel channel, Delivery delivery, Limits limits) {
        this.self = self;
        this.channel = channel;
        this.delivery = delivery;
        interval = limits.interval();
        hearing = new Hearing(self, limits);
        thread = Thread.ofPlatform()
                .daemon()
                .name("processhub-jgroups-pulse-" + self.name())
                .unstarted(this::run);
    }

    /** Begins to send pulses; called when there is a view. */
    void start() {
        thread.start();
    }

    private static long now() {
        return Environment.system().nanoTime();
    }

    private void run() {
        try {
            while (!closed.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                turn();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn() {
        Hearing.Turn turn = hearing.turn(now());
        turn.reopen().forEach(this::reopen);
        turn.pulses().forEach(this::send);
        strangers.clear();
        publish();
    }

    private void reopen(NodeId member) {
        Address address = members.get(member);
        if (address != null && channel.getProtocolStack().getTransport() instanceof StrictTcp transport) {
            LOG.debug("{} opens its connection with {} anew", self, member);
            transport.reopen(address);
        }
    }

    /** Best effort: the next pulse repeats it. Passes by all queues, so that it does not wait for a slow member. */
    private void send(NodeId to, byte[] pulse) {
        Address address = members.getOrDefault(to, strangers.get(to));
        if (address == null) {
            return;
        }
        try {
            channel.send(new BytesMessage(address, pulse)
                    .setFlag(Message.Flag.OOB, Message.Flag.NO_FC, Message.Flag.NO_RELIABILITY)
                    .setFlag(Message.TransientFlag.DONT_BLOCK));
        } catch (Exception failed) {
            LOG.debug("no pulse to {}", to, failed);
        }
    }

    /** Takes a new view: the members in its order, and its number. */
    void viewed(Map<NodeId, Address> inOrder, long number) {
        members = Map.copyOf(inOrder);
        hearing.viewed(new ArrayList<>(inOrder.keySet()), number, now());
        publish();
    }

    /** Takes a message; returns whether it was meant for this watch alone. */
    boolean received(NodeId from, Address source, ByteBuffer content) {
        if (!members.containsKey(from)) {
            strangers.put(from, source);
        }
        if (!Hearing.looksLikePulse(content)) {
            hearing.heard(from, now());
            return false;
        }
        if (!hearing.pulsed(from, content, now())) {
            LOG.debug("a malformed pulse of {}", from);
        }
        return true;
    }

    /** Called by several threads; in turn, so that the latest state is delivered last. */
    private synchronized void publish() {
        delivery.view(new ArrayList<>(hearing.counted()));
        List<NodeId> unheard = hearing.unheard();
        if (unheard.equals(reported)) {
            return;
        }
        if (unheard.isEmpty()) {
            LOG.info("{} hears all members again", self);
        } else {
            LOG.warn("{} does not hear, or is not heard by, {}; it counts {}", self, unheard, hearing.counted());
        }
        reported = unheard;
    }

    /** Members that this one does not hear, that do not hear it, or that do not count it. */
    List<NodeId> unheard() {
        return hearing.unheard();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
