package io.processhub.strategy.synchronization.gossip;

import io.processhub.cluster.NodeId;
import io.processhub.cluster.StableHash;
import io.processhub.registry.Head;
import io.processhub.strategy.synchronization.Content;
import io.processhub.strategy.synchronization.Site;
import io.processhub.strategy.synchronization.gossip.Delegation.Sponsor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rounds make sure that everybody has read everything. The initiator opens one with a target: how far it had read each
 * log a moment ago, so that news under way does not count. Everybody passes it on, reads what he lacks, and reports. An
 * author who has written further than the target says so in his report, and a second phase follows. The next round
 * tells only what has changed since this one, to all who have reported for it; others ask for the whole target.
 */
final class Rounds {
    private static final Duration SETTLE_MAX = Duration.ofSeconds(2);
    private static final int SETTLE_SHARE = 5;
    private static final int PHASES_MAX = 3;
    private static final int PHASE_BITS = 2;
    private static final int FIRST_ROUND_MAX = 1 << 20;
    private static final Duration ASK_AGAIN = Duration.ofMillis(100);
    private static final int REMEMBERED_MAX = 16;

    private final Site site;
    private final Gossip settings;
    private final Supplier<Ring> ring;
    private final Errands errands;
    private final ReceiptBook receipts;
    private final Tally tally;
    private final OwnHead ownHead;
    private final Map<Long, Sweep> sweeps = new LinkedHashMap<>();
    private final Map<Sponsor, Sweep> sponsored = new LinkedHashMap<>();

    /** The last round that this node has reported for. */
    private Checkpoint acknowledged = Checkpoint.NONE;

    /** Id and members of the last round of this node that reached everybody. */
    private long completeRound;

    private int completeMembers;
    private long number;
    private long seenNanos;

    Rounds(Site site, Gossip settings, Supplier<Ring> ring, Errands errands, ReceiptBook receipts, Tally tally) {
        this.site = site;
        this.settings = settings;
        this.ring = ring;
        this.errands = errands;
        this.receipts = receipts;
        this.tally = tally;
        this.ownHead = new OwnHead(settle());
        this.number = 1L + site.random().nextInt(FIRST_ROUND_MAX);
        this.seenNanos = site.nanos();
    }

    private Duration settle() {
        Duration share = settings.interval().dividedBy(SETTLE_SHARE);
        return share.compareTo(SETTLE_MAX) < 0 ? share : SETTLE_MAX;
    }

    /** {@return how long this node has heard of no round, in nanoseconds} */
    long silence() {
        return site.nanos() - seenNanos;
    }

    /** This node has written. */
    void wrote(long version) {
        ownHead.wrote(site.nanos(), version);
    }

    // ---- the initiator

    /** Notes how far everything has been read by now, and opens a round for that when it has settled. */
    void prepare() {
        List<Head> known = known();
        site.after(settle(), () -> open(known));
    }

    private List<Head> known() {
        Ring members = ring.get();
        List<Head> heads = new ArrayList<>(members.size());
        for (int member = 0; member < members.size(); member++) {
            NodeId origin = members.node(member);
            long version = site.logs().known(origin);
            if (version > 0) {
                heads.add(new Head(origin, version));
            }
        }
        return heads;
    }

    private void open(List<Head> known) {
        if (ring.get().size() > 1) {
            Checkpoint base = acknowledged.within(ring.get());
            long id = ((long) (int) StableHash.of(site.logs().self()) << Integer.SIZE)
                    | (number++ & (Integer.MAX_VALUE >>> 1)) << PHASE_BITS
                    | 1;
            boolean settled = base.round() != 0
                    && base.round() == completeRound
                    && completeMembers == ring.get().view();
            begin(id, base, base.with(id, known).within(ring.get()), settled);
        }
    }

    /** {@return half of the hash of who opened a round} */
    private static int initiator(long id) {
        return (int) (id >> Integer.SIZE);
    }

    private void begin(long id, Checkpoint base, Checkpoint target, boolean settled) {
        List<Head> changed = target.since(base);
        boolean tooMany = changed.size() > site.headsMax();
        var round = new Content.Round(
                id,
                tooMany ? Content.Round.UNTOLD : base.round(),
                settled,
                ring.get().view(),
                ring.get().sum(site.logs()),
                tooMany ? List.of() : changed);
        var sweep = new Sweep(round, ring.get().wholeRing(), site.nanos(), this::ended);
        seenNanos = site.nanos();
        replaceOthers(id);
        remember(sweep);
        settle(round);
        errands.delegate(sweep);
        aim(sweep, target);
        sweep.check();
    }

    /** A round of this node has come to its end. */
    private void ended(Sweep sweep) {
        Checkpoint target = sweep.target();
        if (target == null || sweep.replaced()) {
            tally.round(false);
            return;
        }
        acknowledged = target;
        long id = sweep.round().id();
        boolean last = (id & ((1 << PHASE_BITS) - 1)) == PHASES_MAX;
        if (!sweep.contributions().isEmpty() && !last) {
            begin(id + 1, target, target.with(id + 1, sweep.contributions()), false);
        } else {
            tally.round(sweep.unreached() == 0);
            completeRound = sweep.unreached() == 0 ? id : 0;
            completeMembers = sweep.round().members();
        }
    }

    // ---- everybody else

    void onOpening(NodeId from, Content.Opening opening) {
        seenNanos = site.nanos();
        var sponsor = new Sponsor(from, opening.number());
        Sweep earlier = earlier(sponsor, opening);
        if (earlier != null) {
            join(earlier, sponsor);
            answer(earlier, sponsor);
            return;
        }
        var sweep = new Sweep(opening.round(), opening.end(), site.nanos(), this::report);
        if (opening.round().members() != ring.get().view()) {
            sweep.partial();
        }
        replaceOthers(opening.round().id());
        remember(sweep);
        join(sweep, sponsor);
        settle(opening.round());
        errands.delegate(sweep);
        check(sweep);
        if (!sweep.over()) {
            receipts.begun(from, opening.number());
        }
    }

    private @Nullable Sweep earlier(Sponsor sponsor, Content.Opening opening) {
        Sweep again = sponsored.get(sponsor);
        if (again != null && again.round().id() == opening.round().id()) {
            return again;
        }
        Sweep same = sweeps.get(opening.round().id());
        return same != null && ring.get().covers(same.end(), opening.end()) ? same : null;
    }

    private void join(Sweep sweep, Sponsor sponsor) {
        sweep.sponsor(sponsor);
        sponsored.put(sponsor, sweep);
    }

    /** A round that is still open after half an interval will not end well any more. */
    private void replaceOthers(long id) {
        List.copyOf(sweeps.values()).stream()
                .filter(sweep -> !sameRound(sweep.round().id(), id))
                .filter(sweep ->
                        site.nanos() - sweep.begunNanos() > settings.interval().toNanos() / 2)
                .forEach(this::replace);
    }

    private void replace(Sweep sweep) {
        if (!sweep.over()) {
            errands.release(sweep);
            sweep.replace();
        }
    }

    private static boolean sameRound(long one, long other) {
        return one >>> PHASE_BITS == other >>> PHASE_BITS;
    }

    private void remember(Sweep sweep) {
        sweeps.put(sweep.round().id(), sweep);
        if (sweeps.size() > REMEMBERED_MAX) {
            Sweep oldest = sweeps.values().iterator().next();
            replace(oldest);
            sweeps.remove(oldest.round().id());
            oldest.sponsors().forEach(sponsored::remove);
        }
    }

    /** Everybody has reported for the base: what this node had removed by then, all have heard. */
    private void settle(Content.Round round) {
        boolean sameMembers = round.members() == ring.get().view();
        if (round.settled() && sameMembers && round.base() == acknowledged.round()) {
            long heard = acknowledged.version(site.logs().self());
            site.logs().peers().forEach(peer -> site.acknowledged(peer, heard));
        }
    }

    private void check(Sweep sweep) {
        Content.Round round = sweep.round();
        if (round.base() == 0) {
            takePart(sweep, Checkpoint.of(round.id(), round.changed()));
        } else if (round.base() == acknowledged.round()) {
            takePart(sweep, acknowledged.with(round.id(), round.changed()));
        } else if (round.sum() == ring.get().sum(site.logs())) {
            sweep.level();
            sweep.check();
        } else {
            askForTarget(sweep, sponsor(sweep), ASK_AGAIN);
        }
    }

    private NodeId sponsor(Sweep sweep) {
        List<Sponsor> sponsors = sweep.sponsors();
        return sponsors.get(site.random().nextInt(sponsors.size())).node();
    }

    private void takePart(Sweep sweep, Checkpoint target) {
        aim(sweep, target);
        long settled = ownHead.settled(site.nanos());
        NodeId self = site.logs().self();
        if (settled > target.version(self)) {
            sweep.contribute(List.of(new Head(self, settled)));
        }
        sweep.check();
    }

    /** The target is known; the initiator, too, may lack what an author has contributed to it. */
    private void aim(Sweep sweep, Checkpoint target) {
        sweep.aim(target, ring.get(), site.logs());
        sweep.lacking().forEach((origin, version) -> site.announce(new Head(origin, version)));
    }

    /** First somebody near; who has read everything may do without the target, but the initiator has it. */
    private void askForTarget(Sweep sweep, NodeId asked, Duration pause) {
        if (sweep.target() == null && !sweep.over()) {
            site.send(List.of(asked), new Content.TargetRequest(sweep.round().id()));
            site.after(pause, () -> {
                NodeId initiator = ring.get().withHash(initiator(sweep.round().id()));
                askForTarget(sweep, initiator == null ? sponsor(sweep) : initiator, pause.multipliedBy(2));
            });
        }
    }

    void onTargetRequest(NodeId from, Content.TargetRequest request) {
        Sweep sweep = sweeps.get(request.round());
        Checkpoint target = sweep == null ? null : sweep.target();
        if (target == null) {
            return; // the initiator is asked next
        }
        List<Head> heads = target.heads();
        int headsMax = site.headsMax();
        int parts = Math.max(1, Math.ceilDiv(heads.size(), headsMax));
        for (int part = 0; part < parts; part++) {
            int begin = part * headsMax;
            List<Head> some = heads.subList(begin, Math.min(heads.size(), begin + headsMax));
            site.send(List.of(from), new Content.Target(request.round(), part, parts, some));
        }
    }

    void onTarget(Content.Target part) {
        Sweep sweep = sweeps.get(part.round());
        if (sweep != null && sweep.target() == null && !sweep.over()) {
            Checkpoint target = sweep.collect(part);
            if (target != null) {
                takePart(sweep, target);
            }
        }
    }

    /** What was read may have been what a round waits for. */
    void progress() {
        for (Sweep sweep : List.copyOf(sweeps.values())) {
            if (!sweep.over() && !sweep.lacking().isEmpty()) {
                sweep.progress(ring.get(), site.logs());
            }
        }
    }

    // ---- reports

    /** Later rounds build on this one only if nothing of it was left out here. */
    private void report(Sweep sweep) {
        Checkpoint target = sweep.target();
        if (target != null && sweep.whole()) {
            acknowledged = target;
        }
        sweep.sponsors().forEach(sponsor -> report(sweep, sponsor));
    }

    /** What does not fit is left to the next round. */
    private void report(Sweep sweep, Sponsor sponsor) {
        List<Head> contributions = sweep.contributions();
        List<Head> some = contributions.subList(0, Math.min(contributions.size(), site.headsMax()));
        site.send(List.of(sponsor.node()), new Content.Report(sponsor.number(), sweep.unreached(), some));
    }

    private void answer(Sweep sweep, Sponsor sponsor) {
        if (sweep.over()) {
            report(sweep, sponsor);
        } else {
            receipts.begun(sponsor.node(), sponsor.number());
        }
    }

    void onReport(NodeId from, Content.Report report) {
        Delegation.Child child = errands.expected(from, report.number());
        if (child != null && child.delegation instanceof Sweep sweep) {
            sweep.missed(report.unreached());
            sweep.contribute(report.contributions());
            errands.done(from, report.number());
        }
    }

    /** {@return whether the errand was an opening; then it is answered} */
    boolean onInquiry(Sponsor sponsor) {
        Sweep sweep = sponsored.get(sponsor);
        if (sweep != null) {
            answer(sweep, sponsor);
        }
        return sweep != null;
    }
}
