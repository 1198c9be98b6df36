package io.processhub.spread;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Delta;
import io.processhub.registry.Gap;
import io.processhub.registry.Head;
import io.processhub.registry.Logs;
import io.processhub.replica.Replica;
import io.processhub.strategy.synchronization.Content;
import io.processhub.strategy.synchronization.Site;
import io.processhub.strategy.synchronization.SyncCounters;
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
 * Carries news between the replica and the strategy: what this node wrote goes out by the strategy, what others wrote
 * is applied. What is missing is repaired here, for every strategy alike: offers are compared, requests are answered,
 * and whoever is known to have written more is asked until it has been read. Confined to the hub's thread.
 */
public final class Spread {
    /** What a frame says besides the entries of the one stretch in it. */
    private static final int ENVELOPE_BYTES_MAX = 256;

    /** What naming a log and a version takes at most. */
    private static final int HEAD_BYTES_MAX = 18;

    /** A reader asks for more when it has applied these, so that a long log cannot swamp it. */
    private static final int STRETCHES_MAX = 16;

    /** Stretches of all logs that may wait for earlier ones; what does not fit is asked for again. */
    private static final int EARLY_MAX = 256;

    private static final Duration ASK_AFTER_GAP = Duration.ofMillis(20);
    private static final Duration ASK_AGAIN_MIN = Duration.ofMillis(50);
    private static final int DOUBLINGS_MAX = 3;

    private final Replica replica;
    private final Agenda agenda;
    private final RandomGenerator random;
    private final Host host;
    private final Synchronizer synchronizer;
    private final TreeSet<NodeId> askers = new TreeSet<>();
    private final Map<NodeId, Author> authors = new LinkedHashMap<>();

    /** How far each node that is gone had read our log. */
    private final Map<NodeId, Long> absent = new TreeMap<>();

    private int early;
    private long flushed;
    private long heardByAll;

    /**
     * Spreads a replica.
     *
     * @param replica what this node knows
     * @param strategy how to spread it
     * @param agenda what to do later
     * @param random the only source of chance
     * @param host where this happens
     */
    public Spread(Replica replica, SynchronizationStrategy strategy, Agenda agenda, RandomGenerator random, Host host) {
        this.replica = replica;
        this.agenda = agenda;
        this.random = random;
        this.host = host;
        this.synchronizer = strategy.open(new Workplace());
        this.flushed = replica.known(replica.self());
        agenda.every(strategy.interval(), this::tick);
    }

    /** What the strategy gets to see. */
    private final class Workplace implements Site {
        @Override
        public Logs logs() {
            return replica;
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
        public void after(Duration delay, Runnable task) {
            agenda.in(delay, task);
        }

        @Override
        public void send(List<NodeId> to, Content content) {
            host.post(to, content);
        }

        @Override
        public void learn(Delta delta) {
            Spread.this.learn(delta);
        }

        @Override
        public void announce(Head head) {
            announced(head.origin(), head.version());
        }

        @Override
        public void acknowledged(NodeId reader, long version) {
            Author known = authors.get(reader);
            if (known != null) {
                known.acknowledged(version);
            }
        }
    }

    /** {@return what the strategy has done so far} */
    public SyncCounters counters() {
        return synchronizer.counters();
    }

    // ---- members

    /**
     * A node is a member now, and known to the replica as one. It is told how far this node has written by now: what it
     * heard before may be from a time when news were not sent to it yet.
     *
     * @param node which one
     * @param head how far it has written its log
     */
    public void joined(NodeId node, long head) {
        var author = new Author(Optional.ofNullable(absent.remove(node)).orElse(0L));
        authors.put(node, author);
        announce(new Head(node, head), author);
        Head own = head(replica.self());
        if (own.version() > 0) {
            host.post(List.of(node), new Content.Offer(List.of(own)));
        }
        synchronizer.onMembers();
    }

    /**
     * A member said how far it has written its log.
     *
     * @param node which one
     * @param head everything up to here can be asked for
     */
    public void announced(NodeId node, long head) {
        Author author = authors.get(node);
        if (author != null) {
            announce(new Head(node, head), author);
        }
    }

    /**
     * A node is no member any more, for the replica neither.
     *
     * @param node which one
     */
    public void lost(NodeId node) {
        Author author = authors.remove(node);
        if (author != null) {
            absent.put(node, author.acknowledged());
            early -= author.waiting();
        }
        askers.remove(node);
        synchronizer.onMembers();
    }

    /** Whether all of a log up to a version is known. */
    private boolean hasRead(NodeId origin, long version) {
        return replica.known(origin) >= version;
    }

    /**
     * A member waits for what this node will write about its question.
     *
     * @param asker which one
     */
    public void asked(NodeId asker) {
        askers.add(asker);
    }

    // ---- what others tell

    /**
     * A member told something.
     *
     * @param from which one
     * @param content what
     */
    public void onContent(NodeId from, Content content) {
        switch (content) {
            case Content.Offer(List<Head> heads) -> heads.forEach(head -> compare(from, head));
            case Content.Request(List<Gap> gaps) -> gaps.forEach(gap -> tell(from, gap));
            case Content.News(Delta delta) -> {
                learn(delta);
                askForRest(from, delta.origin());
            }
            case Content.More(Gap rest) -> {
                Author author = authors.get(rest.origin());
                if (author != null) {
                    author.rest(rest.from());
                    askForRest(from, rest.origin());
                }
            }
            default -> {} // the strategy's own
        }
        synchronizer.onContent(from, content);
    }

    private void compare(NodeId from, Head head) {
        NodeId origin = head.origin();
        if (origin.equals(replica.self())) {
            Author reader = authors.get(from);
            if (reader != null) {
                reader.acknowledged(head.version());
            }
        }
        if (head.version() < replica.known(origin)) {
            tell(from, Gap.after(origin, head.version()));
        } else if (authors.containsKey(origin)) {
            compareAhead(from, head, authors.get(origin));
        }
    }

    /** The peer has read more, or wrote it: it is asked at once, and again later if that comes to nothing. */
    private void compareAhead(NodeId from, Head head, Author author) {
        if (!hasRead(head.origin(), head.version())) {
            boolean fresh = head.version() > author.announced() || !author.asking();
            announce(head, author);
            if (fresh) {
                request(from, head.origin(), author);
            }
        }
    }

    /** What the reader lacks, so much at a time. */
    private void tell(NodeId reader, Gap gap) {
        long end = Math.min(gap.to(), replica.known(gap.origin()));
        long read = gap.from();
        for (int stretch = 0; stretch < STRETCHES_MAX && read < end; stretch++) {
            Delta delta = replica.since(new Gap(gap.origin(), read, end), entryBytesMax());
            host.post(List.of(reader), new Content.News(delta));
            read = delta.to();
        }
        if (read < end) {
            host.post(List.of(reader), new Content.More(new Gap(gap.origin(), read, end)));
        }
    }

    private void askForRest(NodeId from, NodeId origin) {
        Author author = authors.get(origin);
        if (author != null && author.wantsRest(replica.known(origin))) {
            request(from, origin, author);
        }
    }

    private int entryBytesMax() {
        return host.frameBytesMax() - ENVELOPE_BYTES_MAX;
    }

    private Head head(NodeId origin) {
        return new Head(origin, replica.known(origin));
    }

    private void learn(Delta delta) {
        Author author = authors.get(delta.origin());
        if (author == null) {
            return; // no member: its news would never be taken back
        }
        switch (replica.apply(delta)) {
            case APPLIED -> {
                author.answered();
                host.applied(delta);
                applyEarly(author);
            }
            case GAP -> keep(author, delta);
            case STALE, FOREIGN -> {}
        }
        announce(new Head(delta.origin(), delta.to()), author);
    }

    private void keep(Author author, Delta delta) {
        if (early < EARLY_MAX) {
            int before = author.waiting();
            author.keep(delta);
            author.answered();
            early += author.waiting() - before;
        }
    }

    private void applyEarly(Author author) {
        for (Delta next = author.next(); next != null; next = author.next()) {
            switch (replica.apply(next)) {
                case GAP -> {
                    return;
                }
                case APPLIED -> host.applied(next);
                case STALE, FOREIGN -> {}
            }
            author.drop(next);
            early--;
        }
    }

    // ---- asking for what is missing

    private void announce(Head head, Author author) {
        author.announced(head.version());
        if (!hasRead(head.origin(), author.announced()) && !author.asking()) {
            author.asking(true);
            author.answered();
            wait(ASK_AFTER_GAP, head.origin(), author);
        }
    }

    /** Asks when nothing has come of it by then. */
    private void wait(Duration pause, NodeId origin, Author author) {
        long known = replica.known(origin);
        int waiting = author.waiting();
        agenda.in(pause, () -> {
            boolean silent = replica.known(origin) == known && author.waiting() == waiting;
            askAgain(origin, author, silent);
        });
    }

    private void askAgain(NodeId origin, Author author, boolean silent) {
        author.asking(authors.get(origin) == author && !hasRead(origin, author.announced()));
        if (!author.asking()) {
            return;
        }
        if (silent) {
            request(synchronizer.source(origin, author.attempts()), origin, author);
            author.attempted();
        }
        wait(ASK_AGAIN_MIN.multipliedBy(1L << Math.min(DOUBLINGS_MAX, author.attempts())), origin, author);
    }

    private void request(NodeId source, NodeId origin, Author author) {
        List<Gap> gaps = author.gaps(head(origin));
        if (!gaps.isEmpty()) {
            host.post(List.of(source), new Content.Request(gaps));
        }
    }

    // ---- what this node wrote

    /** Removals that everybody had heard of an interval ago are forgotten: nothing older is under way any more. */
    private void tick() {
        replica.forgetRemovals(heardByAll);
        heardByAll = heardByAll();
        synchronizer.onTick();
    }

    /** Whoever may come back counts: with him would come back what has been removed while he was away. */
    private long heardByAll() {
        absent.keySet().removeIf(node -> !host.mayReturn(node));
        long heard = flushed;
        for (Author reader : authors.values()) {
            heard = Math.min(heard, reader.acknowledged());
        }
        for (long read : absent.values()) {
            heard = Math.min(heard, read);
        }
        return heard;
    }

    /** Sends what this node wrote since the last time; who asked and hears nothing new is told how far he should be. */
    public void flush() {
        NodeId self = replica.self();
        if (flushed == replica.known(self) && !askers.isEmpty()) {
            host.post(List.copyOf(askers), new Content.Offer(List.of(head(self))));
        }
        while (flushed < replica.known(self)) {
            Delta write = replica.since(Gap.after(self, flushed), entryBytesMax());
            flushed = write.to();
            synchronizer.onWrite(write, new ArrayList<>(askers));
        }
        askers.clear();
        synchronizer.flush();
    }
}
