package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Delta;
import io.processhub.registry.Entry;
import io.processhub.registry.Head;
import io.processhub.registry.Presence;
import io.processhub.replica.Replica;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.Synchronizer;
import io.processhub.strategy.synchronization.Synchronizer.Content;
import io.processhub.strategy.synchronization.Synchronizer.Letter;
import io.processhub.wire.Packet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Carries news between the replica and the synchronizer: what this node wrote goes out, what others wrote is applied,
 * and whoever is known to have written more is asked until it has been read.
 */
final class Spread {
    /** Entries in one stretch: usually just what fits into a frame. */
    private static final int ENTRIES_MAX = 400;

    private static final int EARLY_MAX = 256;
    private static final Duration ASK_AFTER_GAP = Duration.ofMillis(20);
    private static final Duration ASK_AGAIN = Duration.ofMillis(500);

    private final Replica replica;
    private final Turn turn;
    private final Synchronizer synchronizer;
    private final TreeSet<NodeId> askers = new TreeSet<>();
    private final Map<NodeId, Source> sources = new TreeMap<>();

    /** How far each node that is gone had read our log. */
    private final Map<NodeId, Long> absent = new TreeMap<>();

    private final Predicate<NodeId> mayReturn;

    private long flushed;
    private long heardByAll;

    /** What is known of another member as the author of a log and as the reader of ours. */
    private static final class Source {
        private final TreeMap<Long, Delta> early = new TreeMap<>();
        private long announced;
        private long acknowledged;
        private long knownAtAsk;
        private boolean asking;
    }

    /** {@code mayReturn} tells of a lost node whether it may come back with what it knew. */
    Spread(Replica replica, SynchronizationStrategy strategy, Turn turn, Predicate<NodeId> mayReturn) {
        this.replica = replica;
        this.turn = turn;
        this.mayReturn = mayReturn;
        this.synchronizer = strategy.open(replica, turn.random());
        this.flushed = replica.known(replica.self());
        turn.agenda().every(strategy.interval(), this::tick);
    }

    void joined(NodeId node, long head) {
        var source = new Source();
        source.acknowledged = Optional.ofNullable(absent.remove(node)).orElse(0L);
        sources.put(node, source);
        announce(node, source, head);
    }

    void lost(NodeId node) {
        Source source = sources.remove(node);
        if (source != null) {
            absent.put(node, source.acknowledged);
        }
        askers.remove(node);
    }

    /** Whether a member's log has been read as far as a version. */
    boolean hasRead(NodeId origin, long head) {
        return replica.known(origin) >= head;
    }

    /** A member waits for what this node will write about its question. */
    void asked(NodeId asker) {
        askers.add(asker);
    }

    void onContent(NodeId from, Content content) {
        switch (content) {
            case Content.Offer(List<Head> heads) -> heads.forEach(head -> noteOffer(from, head));
            case Content.News(Delta delta) -> learn(delta);
            case Content.Request request -> {}
        }
        post(synchronizer.onLetter(from, content));
    }

    private void noteOffer(NodeId from, Head head) {
        Source reader = sources.get(from);
        if (reader != null && head.origin().equals(replica.self())) {
            reader.acknowledged = Math.max(reader.acknowledged, head.version());
        }
        Source author = sources.get(head.origin());
        if (author != null) {
            author.announced = Math.max(author.announced, head.version());
        }
    }

    private void learn(Delta delta) {
        Source source = sources.get(delta.origin());
        if (source == null) {
            return; // no member: its news would never be taken back
        }
        switch (replica.apply(delta)) {
            case APPLIED -> {
                hear(delta);
                applyEarly(source);
            }
            case GAP -> keep(source, delta);
            case STALE, FOREIGN -> {}
        }
        announce(delta.origin(), source, delta.to());
    }

    private void hear(Delta delta) {
        for (Entry entry : delta.entries()) {
            switch (entry) {
                case Entry.Wished wished -> turn.hear(wished.intent().stamp().clock());
                case Entry.Present present -> {
                    if (present.presence() instanceof Presence.Running running) {
                        turn.hear(Math.max(
                                running.instance().epoch(), running.instance().term()));
                    }
                }
            }
        }
    }

    /**
     * A stretch that overtook an earlier one waits for it; how many may wait is bounded, the rest is asked for again.
     */
    private static void keep(Source source, Delta delta) {
        source.early.put(delta.from(), delta);
        if (source.early.size() > EARLY_MAX) {
            source.early.pollLastEntry();
        }
    }

    private void applyEarly(Source source) {
        while (!source.early.isEmpty()) {
            Delta next = source.early.firstEntry().getValue();
            switch (replica.apply(next)) {
                case GAP -> {
                    return;
                }
                case APPLIED -> hear(next);
                case STALE, FOREIGN -> {}
            }
            source.early.pollFirstEntry();
        }
    }

    private void announce(NodeId origin, Source source, long head) {
        source.announced = Math.max(source.announced, head);
        if (!hasRead(origin, source.announced) && !source.asking) {
            source.asking = true;
            source.knownAtAsk = replica.known(origin);
            turn.agenda().in(ASK_AFTER_GAP, () -> ask(origin, source));
        }
    }

    private void ask(NodeId origin, Source source) {
        source.asking = sources.get(origin) == source && !hasRead(origin, source.announced);
        if (source.asking) {
            if (replica.known(origin) == source.knownAtAsk) {
                post(synchronizer.onBehind(origin));
            }
            source.knownAtAsk = replica.known(origin);
            turn.agenda().in(ASK_AGAIN, () -> ask(origin, source));
        }
    }

    /** Removals that everybody had heard of an interval ago are forgotten: nothing older is under way any more. */
    private void tick() {
        replica.forgetRemovals(heardByAll);
        heardByAll = heardByAll();
        post(synchronizer.onTick());
    }

    /** Whoever may come back counts: with him would come back what has been removed while he was away. */
    private long heardByAll() {
        absent.keySet().removeIf(node -> !mayReturn.test(node));
        long heard = flushed;
        for (Source reader : sources.values()) {
            heard = Math.min(heard, reader.acknowledged);
        }
        for (long read : absent.values()) {
            heard = Math.min(heard, read);
        }
        return heard;
    }

    /** Sends what this node wrote since the last time; who asked and hears nothing new is told how far he should be. */
    void flush() {
        NodeId self = replica.self();
        if (flushed == replica.known(self) && !askers.isEmpty()) {
            var head = new Head(self, flushed);
            post(List.of(new Letter(List.copyOf(askers), new Content.Offer(List.of(head)))));
        }
        while (flushed < replica.known(self)) {
            Delta write = replica.since(self, flushed, ENTRIES_MAX);
            flushed = write.to();
            post(synchronizer.onWrite(write, List.copyOf(askers)));
        }
        askers.clear();
    }

    private void post(List<Letter> letters) {
        letters.forEach(
                letter -> turn.outbox().add(new Effect.Post(letter.to(), new Packet.Synchronize(letter.content()))));
    }
}
