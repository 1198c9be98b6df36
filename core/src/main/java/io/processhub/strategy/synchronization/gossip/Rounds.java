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

/**
 * Rounds make sure that everybody has read everything. The initiator opens one with a target: how far it had read each
 * log a moment ago, so that news under way does not count. Everybody passes it on, reads what he lacks, and reports. An
 * author who has written further than the target says so in his report, and a second phase follows. The next round tells
 * only what has changed since this one, to all who have reported for it; others ask for the whole target.
 */
final class Rounds {
    private static final Duration SETTLE_MAX = Duration.ofSeconds(2);
    private static final int SETTLE_SHARE = 5;
    private static final int PHASES_MAX = 3;
    private static final int PHASE_BITS = 2;
    private static final int FIRST_ROUND_MAX = 1 << 20;
    private static final int HEADS_MAX = 4_096;
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

    private void begin(long id, Checkpoint base, Checkpoint target, boolean settled) {
        List<Head> changed = target.since(base);
        boolean tooMany = changed.size() > HEADS_MAX;
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
        sweep.aim(target, ring.get(), site.logs());
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
        Sweep earlier = sponsored.get(sponsor);
        if (earlier == null) {
            earlier = sweeps.get(opening.round().id());
            earlier = earlier != null && ring.get().covers(earlier.end(), opening.end()) ? earlier : null;
        }
        if (earlier != null) {
            join(earlier, sponsor);
            answer(earlier, sponsor);
            return;
        }
        var sweep = new Sweep(opening.round(), opening.end(), site.nanos(), this::report);
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

    private void join(Sweep sweep, Sponsor sponsor) {
        sweep.sponsor(sponsor);
        sponsored.put(sponsor, sweep);
    }

    /** A round that is still open after half an interval will not end well any more. */
    private void replaceOthers(long id) {
        List.copyOf(sweeps.values()).stream()
                .filter(sweep -> !sameRound(sweep.round().id(), id))
                .filter(sweep -> site.nanos() - sweep.begunNanos()
                        > settings.interval().toNanos() / 2)
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
            aim(sweep, Checkpoint.of(round.id(), round.changed()));
        } else if (round.base() == acknowledged.round()) {
            aim(sweep, acknowledged.with(round.id(), round.changed()));
        } else if (round.sum() == ring.get().sum(site.logs())) {
            sweep.level();
            sweep.check();
        } else {
            askForTarget(sweep, ASK_AGAIN);
        }
    }

    private void aim(Sweep sweep, Checkpoint target) {
        sweep.aim(target, ring.get(), site.logs());
        long settled = ownHead.settled(site.nanos());
        NodeId self = site.logs().self();
        if (settled > target.version(self)) {
            sweep.contribute(List.of(new Head(self, settled)));
        }
        sweep.lacking().forEach((origin, version) -> site.announce(new Head(origin, version)));
        sweep.check();
    }

    private void askForTarget(Sweep sweep, Duration pause) {
        if (sweep.target() == null && !sweep.over()) {
            List<Sponsor> sponsors = sweep.sponsors();
            Sponsor asked = sponsors.get(site.random().nextInt(sponsors.size()));
            site.send(List.of(asked.node()), new Content.TargetRequest(sweep.round().id()));
            site.after(pause, () -> askForTarget(sweep, pause.multipliedBy(2)));
        }
    }

    void onTargetRequest(NodeId from, Content.TargetRequest request) {
        Sweep sweep = sweeps.get(request.round());
        Checkpoint target = sweep == null ? null : sweep.target();
        if (target == null) {
            return; // asked again later, when it may be known here
        }
        List<Head> heads = target.heads();
        int parts = Math.max(1, Math.ceilDiv(heads.size(), HEADS_MAX));
        for (int part = 0; part < parts; part++) {
            int begin = part * HEADS_MAX;
            List<Head> some = heads.subList(begin, Math.min(heads.size(), begin + HEADS_MAX));
            site.send(List.of(from), new Content.Target(request.round(), part, parts, some));
        }
    }

    void onTarget(Content.Target part) {
        Sweep sweep = sweeps.get(part.round());
        if (sweep != null && sweep.target() == null && !sweep.over()) {
            Checkpoint target = sweep.collect(part);
            if (target != null) {
                aim(sweep, target);
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

    private void report(Sweep sweep) {
        Checkpoint target = sweep.target();
        if (target != null && !sweep.replaced()) {
            acknowledged = target;
        }
        sweep.sponsors().forEach(sponsor -> report(sweep, sponsor));
    }

    private void report(Sweep sweep, Sponsor sponsor) {
        site.send(
                List.of(sponsor.node()),
                new Content.Report(sponsor.number(), sweep.unreached(), sweep.contributions()));
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
