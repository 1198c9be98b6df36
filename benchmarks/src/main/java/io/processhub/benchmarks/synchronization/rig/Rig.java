package io.processhub.benchmarks.synchronization.rig;

import io.processhub.benchmarks.synchronization.network.Arrivals;
import io.processhub.benchmarks.synchronization.network.Net;
import io.processhub.benchmarks.synchronization.network.VirtualTime;
import io.processhub.cluster.NodeId;
import io.processhub.log.Delta;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.wire.Nodes;
import io.processhub.wire.Packet;
import io.processhub.wire.PacketCodec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** A cluster on a network in virtual time. What is measured is read from its {@link Traffic} and {@link Arrivals}. */
public final class Rig {
    /** The unit of all times: what a frame takes on average. Three of them are well above the shortest patience. */
    public static final Duration LATENCY = Duration.ofMillis(5);

    /**
     * How long it takes from the first node's start to the last one's. Intervals begin at a node's start, and hardly
     * any two of a real cluster would begin at once.
     */
    public static final Duration START = Duration.ofSeconds(5);

    /** What the multiplexer of a node puts before each frame: kind, length of the hub's id, and the id. */
    private static final int HEADER_BYTES = 2 + "shop".length();

    /** What engines carry, less the header. */
    static final int FRAME_BYTES_MAX = (64 << 10) - HEADER_BYTES;

    private final VirtualTime time = new VirtualTime();
    private final Setting setting;
    private final Entries entries;
    private final Net net;
    private final Nodes nodes = new Nodes();
    private final PacketCodec codec = new PacketCodec(nodes);
    private final Traffic traffic;
    private final List<Member> members;
    private final Map<NodeId, Member> byId = new HashMap<>();

    private boolean silent;
    private Arrivals arrivals;
    private Member author;
    private long head;
    private long busyNanos;

    /** Nodes that have written their entries and do not know each other yet. */
    public Rig(Setting setting) {
        this.setting = setting;
        entries = new Entries(setting.entryBytes());
        net = new Net(time, LATENCY, setting.loss(), new SplittableRandom(setting.seed()));
        traffic = new Traffic(setting.nodes());
        members = IntStream.range(0, setting.nodes()).mapToObj(this::start).toList();
        members.forEach(member -> byId.put(member.id(), member));
        nodes.reachable(byId.keySet());
    }

    private Member start(int number) {
        var member = new Member(number, this);
        time.pass(START.dividedBy(setting.nodes()));
        return member;
    }

    Setting setting() {
        return setting;
    }

    Entries entries() {
        return entries;
    }

    PacketCodec codec() {
        return codec;
    }

    /** {@return virtual time in nanoseconds} */
    public long now() {
        return time.now();
    }

    void later(Duration pause, Runnable task) {
        time.in(pause.toNanos(), task);
    }

    /** {@return a node} */
    public Member member(int number) {
        return members.get(number);
    }

    /** {@return what was sent} */
    public Traffic traffic() {
        return traffic;
    }

    /** {@return real time that nodes have spent on frames} */
    public Duration busy() {
        return Duration.ofNanos(busyNanos);
    }

    /** Lets virtual time pass. */
    public void pass(Duration span) {
        time.pass(span);
    }

    /** {@return virtual time in mean latencies} */
    public double inLatencies(long nanos) {
        return net.inLatencies(nanos);
    }

    /** All nodes become members of one another, without hearing how far the others have written. */
    public void meetSilently() {
        acquaint(members, unheard -> 0);
    }

    private void acquaint(List<Member> all, ToLongFunction<Member> head) {
        silent = true;
        all.forEach(member -> others(all, member).forEach(member::meet));
        all.forEach(member -> member.greet(others(all, member), head));
        silent = false;
    }

    private static List<Member> others(List<Member> all, Member self) {
        return all.stream().filter(other -> other != self).toList();
    }

    /** All but the last node become members of one another, and know all that any of them has written. */
    public void meetAllButLast() {
        List<Member> peers = peersOfLast();
        for (Member peer : peers) {
            others(peers, peer).forEach(peer::meet);
            others(peers, peer).forEach(peer::absorb);
        }
        acquaint(peers, Member::head);
    }

    /** The last node joins the others. */
    public void joinLast() {
        Member joiner = members.getLast();
        List<Member> peers = peersOfLast();
        peers.forEach(joiner::meet);
        joiner.greet(peers, Member::head);
        for (Member peer : peers) {
            peer.meet(joiner);
            peer.greet(List.of(joiner), unheard -> 0);
        }
    }

    private List<Member> peersOfLast() {
        return members.subList(0, members.size() - 1);
    }

    /** {@return whether the last node has read all that the others have written} */
    public boolean lastKnowsAll() {
        return peersOfLast().stream().allMatch(members.getLast()::knows);
    }

    /** A node changes some of its processes; {@return who has heard of it, as it is heard}. */
    public Arrivals change(int number, int processes) {
        author = member(number);
        arrivals = new Arrivals(members.size());
        arrivals.note(number, 0, now());
        author.change(processes);
        head = author.head();
        return arrivals;
    }

    /** {@return how many logs have not been read to their end, over all readers} */
    public long lagging() {
        return members.stream()
                .mapToLong(author ->
                        members.stream().filter(reader -> !reader.knows(author)).count())
                .sum();
    }

    /** The last node hears of a change of a single process directly, without the network. */
    public void tellLast(int number, int process) {
        Member teller = member(number);
        var news = new Packet.Synchronize(new SyncMessage.News(teller.changeSilently(process)));
        take(teller, members.getLast(), codec.encode(news, FRAME_BYTES_MAX).getFirst());
    }

    void carry(Member from, List<NodeId> to, SyncMessage message) {
        if (silent) {
            return;
        }
        traffic.countEntries((long) entries(message) * to.size());
        List<byte[]> frames = codec.encode(new Packet.Synchronize(message), FRAME_BYTES_MAX);
        for (NodeId receiver : to) {
            frames.forEach(frame -> send(from, byId.get(receiver), frame));
        }
    }

    /** Of custom messages only the size is known. None but those with entries is as large as an entry. */
    private int entries(SyncMessage message) {
        return switch (message) {
            case SyncMessage.News(Delta delta) -> delta.entries().size();
            case SyncMessage.Custom custom -> custom.size() / setting.entryBytes();
            case SyncMessage.Offer offer -> 0;
            case SyncMessage.Request request -> 0;
            case SyncMessage.More more -> 0;
        };
    }

    private void send(Member from, Member to, byte[] frame) {
        int size = frame.length + HEADER_BYTES;
        traffic.count(from.number(), to.number(), size);
        net.send(size, () -> deliver(from, to, frame));
    }

    private void take(Member from, Member to, byte[] frame) {
        long begin = System.nanoTime();
        to.receive(from, frame);
        busyNanos += System.nanoTime() - begin;
    }

    private void deliver(Member from, Member to, byte[] frame) {
        take(from, to, frame);
        if (author != null && to.replica().known(author.id()) >= head) {
            arrivals.note(to.number(), Math.max(0, arrivals.hops(from.number())) + 1, now());
        }
    }
}
