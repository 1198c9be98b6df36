package io.processhub.antientropy;

import io.processhub.cluster.NodeId;
import io.processhub.log.Delta;
import io.processhub.log.Logs;
import io.processhub.log.Logs.Gap;
import io.processhub.log.Logs.Head;
import io.processhub.replication.DeltaOutcome;
import io.processhub.replication.ReplicatedRegistry;
import io.processhub.strategy.synchronization.SyncContext;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.Synchronizer;
import io.processhub.time.Agenda;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Keeps this node's copies of the logs equal to the originals. Each node is the only writer of its log, and every entry
 * has a version; so one number for each log, its <i>head</i>, says what a node has read, and two nodes compare by
 * exchanging heads.
 *
 * <p><b>Division of labour.</b> The strategy decides how news and heads reach the other members. Repair is the same for
 * all strategies and happens here: an offer of heads is compared with what this node has read, a request is answered,
 * and a stretch that arrives before an earlier one waits for it. So a strategy may lose everything but an occasional
 * head, and the logs still become equal.
 *
 * <p><b>Reading to the end.</b> Whenever this node learns, in whatever way, that a member has written more than this
 * node has read, {@link GapRequests} requests the difference until it has been read. Nothing else is retried: a lost
 * answer is requested again by the reader, which alone knows what it lacks.
 *
 * <p><b>Bounds.</b> An answer has a limited number of frames; its last one names the rest, which the reader requests
 * when it has applied the others. Stretches that wait for earlier ones are limited, too; what does not fit is requested
 * again. So neither a long log nor a busy author can overrun a reader.
 *
 * <p><b>Tombstones.</b> The reverse direction counts as well: the version up to which each member has read this node's
 * log. When all have read a tombstone, and an interval has passed so that nothing older is under way, it is forgotten.
 *
 * <p>Confined to the hub's thread.
 */
public final class AntiEntropy {
    /** What a frame contains besides the entries of the one stretch in it. */
    private static final int ENVELOPE_BYTES_MAX = 256;

    /** What a frame contains besides the bytes of a custom message. */
    private static final int CUSTOM_ENVELOPE_BYTES_MAX = 16;

    /** What the name of a log and a version take at most. */
    private static final int HEAD_BYTES_MAX = 18;

    /** A reader requests more when it has applied these, so that a long log cannot overrun it. */
    private static final int STRETCHES_MAX = 16;

    /** Stretches of all logs that may wait for earlier ones; what does not fit is requested again. */
    private static final int EARLY_MAX = 256;

    private final ReplicatedRegistry registry;
    private final AntiEntropyHost host;
    private final Synchronizer synchronizer;
    private final GapRequests requests;
    private final TreeSet<NodeId> askers = new TreeSet<>();
    private final Map<NodeId, PeerProgress> peers = new LinkedHashMap<>();

    /** Up to which version each node that is gone had read this node's log. */
    private final Map<NodeId, Long> absent = new TreeMap<>();

    private int early;
    private long flushed;
    private long readByAll;

    /**
     * Begins to synchronize a registry.
     *
     * @param registry what this node knows
     * @param strategy decides which member receives what
     * @param agenda what to do later
     * @param random the only source of randomness
     * @param host the hub around it
     */
    public AntiEntropy(
            ReplicatedRegistry registry,
            SynchronizationStrategy strategy,
            Agenda agenda,
            RandomGenerator random,
            AntiEntropyHost host) {
        this.registry = registry;
        this.host = host;
        this.synchronizer = strategy.open(new Context(agenda, random));
        this.requests = new GapRequests(registry, agenda, host, synchronizer, peers);
        this.flushed = registry.known(registry.self());
        agenda.every(strategy.interval(), this::tick);
    }

    /** What the strategy sees. */
    private final class Context implements SyncContext {
        private final Agenda agenda;
        private final RandomGenerator random;

        Context(Agenda agenda, RandomGenerator random) {
            this.agenda = agenda;
            this.random = random;
        }

        @Override
        public Logs logs() {
            return registry;
        }

        @Override
        public RandomGenerator random() {
            return random;
        }

        @Override
        public long nanos() {
            return agenda.nanos();
        }

        @Override
        public int headsMax() {
            return entryBytesMax() / HEAD_BYTES_MAX;
        }

        @Override
        public int customBytesMax() {
            return host.frameBytesMax() - CUSTOM_ENVELOPE_BYTES_MAX;
        }

        @Override
        public Codec codec() {
            return host.codec();
        }

        @Override
        public void after(Duration delay, Runnable task) {
            agenda.in(delay, task);
        }

        @Override
        public void send(List<NodeId> to, SyncMessage message) {
            if (message instanceof SyncMessage.Custom custom && custom.size() > customBytesMax()) {
                throw new IllegalArgumentException("a custom message of " + custom.size()
                        + " bytes is larger than customBytesMax, which is " + customBytesMax() + "; send it in parts");
            }
            host.post(to, message);
        }

        @Override
        public void learn(Delta delta) {
            AntiEntropy.this.learn(delta);
        }

        @Override
        public void announce(Head head) {
            announced(head.origin(), head.version());
        }

        @Override
        public void acknowledged(NodeId reader, long version) {
            PeerProgress peer = peers.get(reader);
            if (peer != null) {
                peer.acknowledged(version);
            }
        }
    }

    /** {@return what the strategy has done so far} */
    public Synchronizer.Counters counters() {
        return synchronizer.counters();
    }

    // ---- members

    /**
     * A node is a member now, and known to the registry as one. It is sent this node's head: what it knows of that may
     * be from a time when news was not sent to it yet.
     *
     * @param node which one
     * @param head up to which version it has written its log
     */
    public void joined(NodeId node, long head) {
        var peer = new PeerProgress(Optional.ofNullable(absent.remove(node)).orElse(0L));
        peers.put(node, peer);
        requests.announce(new Head(node, head), peer);
        Head own = head(registry.self());
        if (own.version() > 0) {
            host.post(List.of(node), new SyncMessage.Offer(List.of(own)));
        }
        synchronizer.onMembers();
    }

    /**
     * A member has announced its head.
     *
     * @param node which one
     * @param head up to which version it has written its log
     */
    public void announced(NodeId node, long head) {
        PeerProgress peer = peers.get(node);
        if (peer != null) {
            requests.announce(new Head(node, head), peer);
        }
    }

    /**
     * A node is no member any more, for the registry neither.
     *
     * @param node which one
     */
    public void lost(NodeId node) {
        PeerProgress peer = peers.remove(node);
        if (peer != null) {
            absent.put(node, peer.acknowledged());
            early -= peer.waiting();
        }
        askers.remove(node);
        synchronizer.onMembers();
    }

    /**
     * A member waits for what this node will write about its question.
     *
     * @param asker which one
     */
    public void asked(NodeId asker) {
        askers.add(asker);
    }

    // ---- what other members send

    /**
     * A message from a member.
     *
     * @param from which one
     * @param message what it sent
     */
    public void onMessage(NodeId from, SyncMessage message) {
        switch (message) {
            case SyncMessage.Offer(List<Head> heads) -> heads.forEach(head -> compare(from, head));
            case SyncMessage.Request(List<Gap> gaps) -> gaps.forEach(gap -> answer(from, gap));
            case SyncMessage.News(Delta delta) -> {
                learn(delta);
                requestRest(from, delta.origin());
            }
            case SyncMessage.More(Gap rest) -> {
                PeerProgress author = peers.get(rest.origin());
                if (author != null) {
                    author.rest(rest.from(), registry.known(rest.origin()));
                    requestRest(from, rest.origin());
                }
            }
            case SyncMessage.Custom custom -> {} // the strategy's own
        }
        synchronizer.onMessage(from, message);
    }

    private void compare(NodeId from, Head head) {
        NodeId origin = head.origin();
        if (origin.equals(registry.self())) {
            PeerProgress reader = peers.get(from);
            if (reader != null) {
                reader.acknowledged(head.version());
            }
        }
        if (head.version() < registry.known(origin)) {
            answer(from, Gap.after(origin, head.version()));
        } else if (peers.containsKey(origin)) {
            requests.compareAhead(from, head, peers.get(origin));
        }
    }

    /** Sends what the reader lacks, up to a number of frames. */
    private void answer(NodeId reader, Gap gap) {
        long end = Math.min(gap.to(), registry.known(gap.origin()));
        long read = gap.from();
        for (int stretch = 0; stretch < STRETCHES_MAX && read < end; stretch++) {
            Delta delta = registry.since(new Gap(gap.origin(), read, end), entryBytesMax());
            host.post(List.of(reader), new SyncMessage.News(delta));
            read = delta.to();
        }
        if (read < end) {
            host.post(List.of(reader), new SyncMessage.More(new Gap(gap.origin(), read, end)));
        }
    }

    private void requestRest(NodeId from, NodeId origin) {
        PeerProgress author = peers.get(origin);
        if (author != null && author.wantsRest(registry.known(origin))) {
            requests.request(from, origin, author);
        }
    }

    private int entryBytesMax() {
        return host.frameBytesMax() - ENVELOPE_BYTES_MAX;
    }

    private Head head(NodeId origin) {
        return new Head(origin, registry.known(origin));
    }

    private void learn(Delta delta) {
        PeerProgress author = peers.get(delta.origin());
        if (author == null || !host.accepts(delta)) {
            return; // no member: its news would never be taken back
        }
        switch (registry.apply(delta)) {
            case APPLIED -> {
                author.answered();
                host.applied(delta);
                applyEarly(author);
            }
            case UNKNOWN_INTENT -> readInFull(delta, author);
            case GAP -> keep(author, delta);
            case STALE, FOREIGN -> {}
        }
        requests.announce(new Head(delta.origin(), delta.to()), author);
    }

    private void keep(PeerProgress author, Delta delta) {
        if (early < EARLY_MAX) {
            int before = author.waiting();
            author.keep(delta);
            author.answered();
            early += author.waiting() - before;
        }
    }

    /** The beginning was applied; what follows is requested from its author, who has it for certain. */
    private void readInFull(Delta delta, PeerProgress author) {
        host.applied(delta);
        author.announced(delta.to());
        requests.request(delta.origin(), delta.origin(), author);
    }

    private void applyEarly(PeerProgress author) {
        for (Delta next = author.next(); next != null; next = author.next()) {
            DeltaOutcome outcome = registry.apply(next);
            if (outcome == DeltaOutcome.GAP) {
                return;
            }
            author.drop(next);
            early--;
            switch (outcome) {
                case APPLIED -> host.applied(next);
                case UNKNOWN_INTENT -> readInFull(next, author);
                case STALE, FOREIGN, GAP -> {}
            }
        }
    }

    // ---- what this node wrote

    /** Forgets the tombstones that all had read an interval ago: nothing older is under way any more. */
    private void tick() {
        registry.dropTombstones(readByAll);
        readByAll = readByAll();
        synchronizer.onTick();
    }

    /** A node that may come back counts: it would bring back what was removed while it was away. */
    private long readByAll() {
        absent.keySet().removeIf(node -> !host.mayReturn(node));
        long read = flushed;
        for (PeerProgress reader : peers.values()) {
            read = Math.min(read, reader.acknowledged());
        }
        for (long version : absent.values()) {
            read = Math.min(read, version);
        }
        return read;
    }

    /** Sends what this node wrote since the last time; askers for whom that is nothing are sent this node's head. */
    public void flush() {
        NodeId self = registry.self();
        if (flushed == registry.known(self) && !askers.isEmpty()) {
            host.post(List.copyOf(askers), new SyncMessage.Offer(List.of(head(self))));
        }
        while (flushed < registry.known(self)) {
            Delta write = registry.since(Gap.after(self, flushed), entryBytesMax());
            flushed = write.to();
            synchronizer.onWrite(write.brief(), new ArrayList<>(askers));
        }
        askers.clear();
        synchronizer.flush();
    }
}
