package io.processhub.strategy.synchronization.gossip;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Delta;
import io.processhub.registry.Entry;
import io.processhub.strategy.synchronization.Content;
import io.processhub.strategy.synchronization.Parcel;
import io.processhub.strategy.synchronization.Site;
import io.processhub.strategy.synchronization.gossip.Delegation.Sponsor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * News under way. What was heard once is remembered for a while: who sends it again, because the receipt was lost or
 * because somebody else was silent, is answered and not heard.
 */
final class Rumours {
    private static final int BULKY_BYTES = 8_192;
    private static final int TRIES_MAX = 8;
    private static final int REMEMBERED_MAX = 16_384;
    private static final int PENDING_BYTES_MAX = 16 << 20;
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final Site site;
    private final Supplier<Ring> ring;
    private final Errands errands;
    private final ReceiptBook receipts;
    private final Tally tally;
    private final Map<Stretch, Spreading> known = new LinkedHashMap<>();
    private final Map<Sponsor, Spreading> sponsored = new LinkedHashMap<>();
    private final ArrayDeque<Spreading> remembered = new ArrayDeque<>();
    private long pendingBytes;

    /** Which news it is. */
    private record Stretch(NodeId origin, long from, long to) {
        static Stretch of(Delta delta) {
            return new Stretch(delta.origin(), delta.from(), delta.to());
        }
    }

    Rumours(Site site, Supplier<Ring> ring, Errands errands, ReceiptBook receipts, Tally tally) {
        this.site = site;
        this.ring = ring;
        this.errands = errands;
        this.receipts = receipts;
        this.tally = tally;
    }

    /** News of one run under way. */
    private final class Spreading extends Delegation {
        private final Stretch stretch;
        private final int hops;
        private final int bytes;

        /** Null when it is over. */
        private @Nullable Parcel parcel;

        Spreading(Parcel parcel, int hops, long end) {
            super(end, site.nanos());
            this.parcel = parcel;
            this.stretch = Stretch.of(parcel.delta());
            this.hops = hops;
            this.bytes = bytes(parcel.delta());
        }

        @Override
        Content.Errand errand(long number, long runEnd) {
            return new Content.Rumour(number, runEnd, hops + 1, Objects.requireNonNull(parcel, "it is over"));
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
            sponsors().forEach(sponsor -> receipts.done(sponsor.node(), sponsor.number()));
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
        begin(new Spreading(new Parcel(write), 0, ring.get().wholeRing()));
    }

    void onRumour(NodeId from, Content.Rumour rumour) {
        tally.heard(rumour.hops());
        site.learn(rumour.parcel().delta());
        var sponsor = new Sponsor(from, rumour.number());
        Spreading earlier = earlier(sponsor, rumour);
        if (earlier == null) {
            var fresh = new Spreading(rumour.parcel(), rumour.hops(), rumour.end());
            join(fresh, sponsor);
            begin(fresh);
            Errands.acknowledge(receipts, sponsor, fresh);
        } else {
            join(earlier, sponsor);
            Errands.acknowledge(receipts, sponsor, earlier);
        }
    }

    /** The same from the same sponsor, or from another one for a run that has been covered already. */
    private @Nullable Spreading earlier(Sponsor sponsor, Content.Rumour rumour) {
        var stretch = Stretch.of(rumour.parcel().delta());
        Spreading again = sponsored.get(sponsor);
        if (again != null && again.stretch.equals(stretch)) { // else a hub that was opened again counts from anew
            return again;
        }
        Spreading same = known.get(stretch);
        return same != null && ring.get().covers(same.end(), rumour.end()) ? same : null;
    }

    private void join(Spreading spreading, Sponsor sponsor) {
        spreading.sponsor(sponsor);
        sponsored.put(sponsor, spreading);
    }

    private void begin(Spreading spreading) {
        known.put(spreading.stretch, spreading);
        remembered.add(spreading);
        pendingBytes += spreading.bytes;
        errands.delegate(spreading);
        spreading.check();
        forget();
    }

    /** The oldest go first: when nobody waits for them any more, or when there are too many; rounds repair the rest. */
    private void forget() {
        while (!remembered.isEmpty() && mayBeForgotten(remembered.peek())) {
            Spreading oldest = remembered.remove();
            known.remove(oldest.stretch, oldest);
            oldest.sponsors().forEach(sponsored::remove);
            if (!oldest.over()) {
                errands.release(oldest);
                oldest.abandon();
                oldest.letGo();
            }
        }
    }

    private boolean mayBeForgotten(Spreading spreading) {
        boolean old = spreading.over() && site.nanos() - spreading.begunNanos() > REMEMBERED.toNanos();
        return old || remembered.size() > REMEMBERED_MAX || pendingBytes > PENDING_BYTES_MAX;
    }

    /** {@return what became of an errand; {@code null} when it is not known} */
    @Nullable
    Delegation sponsoredBy(Sponsor sponsor) {
        return sponsored.get(sponsor);
    }
}
