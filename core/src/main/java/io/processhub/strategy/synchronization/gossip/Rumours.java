package io.processhub.strategy.synchronization.gossip;

import io.processhub.cluster.NodeId;
import io.processhub.log.Delta;
import io.processhub.log.Entry;
import io.processhub.strategy.synchronization.gossip.GossipMessage.Parcel;
import io.processhub.strategy.synchronization.gossip.Subtree.Parent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * News under way: each piece travels down a tree of members, and acknowledgements travel up.
 *
 * <p><b>The tree is computed, not learned.</b> All members are known, so the author divides the ring behind itself into
 * parts and sends the news to the first member of each; that member does the same with its own part (see {@link Ring}).
 * Each member is in exactly one part, so it receives the news once, and never a part of which it is not the first. A
 * message carries the key at which the part ends and not its members. So nodes whose views differ still cover every
 * member that the node responsible for the part around it knows; a member that it does not know has just joined, and
 * reads everything from the authors anyway. Each author has a tree of its own, so the work is spread over all members.
 *
 * <p><b>A parent is responsible until its whole part is done.</b> A child without children acknowledges with
 * <i>done</i>. A child that has relayed the news acknowledges with <i>begun</i>, and with <i>done</i> when all of its
 * own children have. So <i>done</i> at the author means that every member has the news, except for those that some
 * parent has given up; {@link RelayTasks} describes what a parent does about silence.
 *
 * <p><b>A piece may arrive twice</b>, because an acknowledgement was lost, or because two nodes took over for a silent
 * one. A node remembers for some seconds what it has relayed, and to which key. A copy for a part that it has covered
 * is acknowledged with the state of the earlier one; a copy for a longer part is relayed again. Nothing depends on that
 * memory but the number of messages: the log applies each version once, whichever way it comes.
 *
 * <p>News is never late enough to do harm, and may be lost altogether: versions order it, the reader of a log sees the
 * gap, and {@link AntiEntropyRounds rounds} find what no reader can see.
 */
final class Rumours {
    private static final int BULKY_BYTES = 8_192;
    private static final int TRIES_MAX = 8;
    private static final int REMEMBERED_MAX = 16_384;
    private static final int PENDING_BYTES_MAX = 16 << 20;
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final GossipContext context;
    private final Supplier<Ring> ring;
    private final RelayTasks tasks;
    private final AckBatch acks;
    private final Map<Stretch, Relayed> known = new LinkedHashMap<>();
    private final Map<Parent, Relayed> given = new LinkedHashMap<>();
    private final ArrayDeque<Relayed> remembered = new ArrayDeque<>();
    private long pendingBytes;

    /** Which news it is. */
    private record Stretch(NodeId origin, long from, long to) {
        static Stretch of(Delta delta) {
            return new Stretch(delta.origin(), delta.from(), delta.to());
        }
    }

    Rumours(GossipContext context, Supplier<Ring> ring, RelayTasks tasks, AckBatch acks) {
        this.context = context;
        this.ring = ring;
        this.tasks = tasks;
        this.acks = acks;
    }

    /** One piece of news, while it is relayed and for a while afterwards. */
    private final class Relayed extends Subtree {
        private final Stretch stretch;
        private final int hops;
        private final int bytes;

        /** Null when it is over. */
        private @Nullable Parcel parcel;

        Relayed(Parcel parcel, int hops, long end) {
            super(end, context.nanos());
            this.parcel = parcel;
            this.stretch = Stretch.of(parcel.delta());
            this.hops = hops;
            this.bytes = bytes(parcel.delta());
        }

        @Override
        GossipMessage.RelayTask task(long number, long childEnd) {
            return new GossipMessage.Rumour(number, childEnd, hops + 1, Objects.requireNonNull(parcel, "it is over"));
        }

        @Override
        boolean selfDone() {
            return true;
        }

        @Override
        boolean bulky() {
            return bytes > BULKY_BYTES;
        }

        @Override
        int triesMax() {
            return TRIES_MAX;
        }

        @Override
        void finish() {
            letGo();
            parents().forEach(acks::done);
        }

        void letGo() {
            parcel = null;
            pendingBytes -= bytes;
        }
    }

    private static int bytes(Delta delta) {
        return delta.entries().stream().mapToInt(Entry::bytesMax).sum();
    }

    /** This node's own news. */
    void spread(Delta write) {
        var parcel = new Parcel(write, context.hub().codec().encodeDelta(write));
        begin(new Relayed(parcel, 0, ring.get().wholeRing()));
    }

    void onRumour(NodeId from, GossipMessage.Rumour rumour) {
        context.tally().received(rumour.hops());
        context.hub().learn(rumour.parcel().delta());
        var parent = new Parent(from, rumour.number());
        Relayed earlier = earlier(parent, rumour);
        if (earlier == null) {
            var fresh = new Relayed(rumour.parcel(), rumour.hops(), rumour.end());
            join(fresh, parent);
            begin(fresh);
            acks.acknowledge(parent, fresh);
        } else {
            join(earlier, parent);
            acks.acknowledge(parent, earlier);
        }
    }

    /** The same from the same parent, or from another one for a part that has been covered already. */
    private @Nullable Relayed earlier(Parent parent, GossipMessage.Rumour rumour) {
        var stretch = Stretch.of(rumour.parcel().delta());
        Relayed again = given.get(parent);
        if (again != null && again.stretch.equals(stretch)) { // a hub that was opened again uses numbers again
            return again;
        }
        Relayed same = known.get(stretch);
        return same != null && ring.get().covers(same.end(), rumour.end()) ? same : null;
    }

    private void join(Relayed relayed, Parent parent) {
        relayed.parent(parent);
        given.put(parent, relayed);
    }

    private void begin(Relayed relayed) {
        known.put(relayed.stretch, relayed);
        remembered.add(relayed);
        pendingBytes += relayed.bytes;
        tasks.delegate(relayed);
        relayed.check();
        forget();
    }

    /**
     * The oldest go first: when no node waits for them any more, or when there are too many; rounds repair the rest.
     */
    private void forget() {
        while (!remembered.isEmpty() && mayBeForgotten(remembered.peek())) {
            Relayed oldest = remembered.remove();
            known.remove(oldest.stretch, oldest);
            oldest.parents().forEach(given::remove);
            if (!oldest.over()) {
                tasks.release(oldest);
                oldest.abandon();
                oldest.letGo();
            }
        }
    }

    private boolean mayBeForgotten(Relayed relayed) {
        boolean old = relayed.over() && context.nanos() - relayed.begunNanos() > REMEMBERED.toNanos();
        return old || remembered.size() > REMEMBERED_MAX || pendingBytes > PENDING_BYTES_MAX;
    }

    /** {@return the state of a piece that a parent gave to this node; {@code null} when it is not known} */
    @Nullable
    Subtree givenBy(Parent parent) {
        return given.get(parent);
    }
}
