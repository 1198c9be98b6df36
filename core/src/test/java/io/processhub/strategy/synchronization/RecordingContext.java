package io.processhub.strategy.synchronization;

import io.processhub.cluster.NodeId;
import io.processhub.log.Delta;
import io.processhub.log.Logs;
import io.processhub.time.Agenda;
import io.processhub.wire.Nodes;
import io.processhub.wire.PacketCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A context without a hub: logs are numbers, time passes in {@link #run}, and what is sent is recorded. All that have a
 * log are members.
 */
public final class RecordingContext implements SyncContext, Logs {
    private final NodeId self;
    private final Map<NodeId, Long> versions;
    private final Agenda agenda = new Agenda();
    private final Random random = new Random(1);
    private final List<Sent> recorded = new ArrayList<>();
    private final Map<NodeId, Long> acknowledged = new TreeMap<>();
    private final Map<NodeId, Long> announced = new TreeMap<>();
    private long nanos;
    private int headsMax = 4_096;
    private int customBytesMax = 65_000;

    /**
     * Something that was sent.
     *
     * @param to the receivers
     * @param message what
     */
    public record Sent(List<NodeId> to, SyncMessage message) {}

    /**
     * A context whose member {@code self} knows logs.
     *
     * @param self this node
     * @param versions how far it knows the log of each member, itself included
     */
    public RecordingContext(NodeId self, Map<NodeId, Long> versions) {
        this.self = self;
        this.versions = new TreeMap<>(versions);
        agenda.turn(0);
    }

    /** {@return what was sent since the last time} */
    public List<Sent> sent() {
        List<Sent> sent = List.copyOf(recorded);
        recorded.clear();
        return sent;
    }

    /**
     * Lets time pass, and what was planned happen.
     *
     * @param time how much
     */
    public void run(Duration time) {
        long end = nanos + time.toNanos();
        for (Duration next = agenda.next(); next != null && nanos + next.toNanos() <= end; next = agenda.next()) {
            nanos += next.toNanos();
            agenda.turn(nanos);
            agenda.runDue();
        }
        nanos = end;
        agenda.turn(nanos);
        agenda.runDue();
    }

    /**
     * Reads a log further, or makes a node a member.
     *
     * @param origin whose log
     * @param version how far
     */
    public void know(NodeId origin, long version) {
        versions.put(origin, version);
    }

    /**
     * Makes a node a member no longer.
     *
     * @param member who
     */
    public void lose(NodeId member) {
        versions.remove(member);
    }

    /** {@return how far members are said to have read our log} */
    public Map<NodeId, Long> acknowledged() {
        return acknowledged;
    }

    /** {@return how far members are said to have written theirs} */
    public Map<NodeId, Long> announced() {
        return announced;
    }

    @Override
    public Logs logs() {
        return this;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public int headsMax() {
        return headsMax;
    }

    /**
     * Sets how many heads fit into a frame.
     *
     * @param count at least 1
     */
    public void headsMax(int count) {
        headsMax = count;
    }

    @Override
    public int customBytesMax() {
        return customBytesMax;
    }

    /**
     * Sets how many bytes a message may have.
     *
     * @param bytes at least 64
     */
    public void customBytesMax(int bytes) {
        customBytesMax = bytes;
    }

    /** Knows the nodes that are members now. */
    @Override
    public Codec codec() {
        var nodes = new Nodes();
        nodes.reachable(versions.keySet());
        return new PacketCodec(nodes).logs();
    }

    @Override
    public void after(Duration delay, Runnable task) {
        agenda.in(delay, task);
    }

    @Override
    public void send(List<NodeId> to, SyncMessage message) {
        recorded.add(new Sent(to, message));
    }

    @Override
    public void learn(Delta delta) {
        if (versions.getOrDefault(delta.origin(), Long.MAX_VALUE) >= delta.from()) {
            versions.merge(delta.origin(), delta.to(), Math::max);
        }
    }

    @Override
    public void announce(Head head) {
        announced.merge(head.origin(), head.version(), Math::max);
    }

    @Override
    public void acknowledged(NodeId reader, long version) {
        acknowledged.merge(reader, version, Math::max);
    }

    @Override
    public NodeId self() {
        return self;
    }

    @Override
    public List<NodeId> peers() {
        return versions.keySet().stream().filter(node -> !node.equals(self)).toList();
    }

    @Override
    public long known(NodeId origin) {
        return versions.getOrDefault(origin, 0L);
    }

    @Override
    public Delta since(Gap gap, int bytesMax) {
        long end = Math.max(gap.from(), Math.min(gap.to(), known(gap.origin())));
        return new Delta(gap.origin(), gap.from(), end, 0, List.of());
    }
}
