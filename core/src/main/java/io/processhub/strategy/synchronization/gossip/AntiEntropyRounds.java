package io.processhub.strategy.synchronization.gossip;

import io.processhub.cluster.NodeId;
import io.processhub.hash.StableHash;
import io.processhub.log.Logs.Head;
import io.processhub.strategy.synchronization.gossip.Subtree.Parent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rounds verify that every member has read every log. Their cost must not depend on the size of the registry, and
 * hardly on the number of logs.
 *
 * <p><b>Target.</b> The initiator notes the version up to which it has read each log, waits a moment, and starts a
 * round with these versions as the target. News that was under way at that time has arrived by then, so in a busy hub
 * that loses nothing, no member finds a difference. The start of the round goes down the same tree as {@link Rumours
 * news}; a member reads from the authors what it lacks, and reports up the tree when it and all of its children have
 * read as far as the target.
 *
 * <p><b>Contributions.</b> The initiator may not know how far an author has written. An author that wrote more than the
 * target, a moment ago or earlier, names its version in its report, and the initiator starts a second phase of the
 * round with a higher target. After the third phase, the rest is left to the next round.
 *
 * <p><b>Base.</b> A target names every log, which would be too much for every round. But a member that has reported for
 * a round knows its target. So the next round names that round as its base, and only the logs that have changed since.
 * A member that has not reported for the base compares one hash over all logs: if it has read exactly as far as the
 * initiator, it needs no target. Otherwise it requests the target, first from its parent, then from the initiator.
 *
 * <p><b>Settled.</b> When all members have reported, each has read all logs as far as the target, and the next round
 * says so. Every author then knows that the tombstones in its log up to that version have been read by all, which lets
 * it forget them. That holds only among the same members, so a hash of the members goes along; a node that has other
 * members than the initiator takes part, but neither builds on such a round nor forgets anything because of it.
 *
 * <p><b>Failure.</b> No state outlives a round but the last target, so a round may fail at any point: a member that
 * could not be reached is counted in the report, and the round is not settled. A round that is still open half an
 * interval later, when another one starts, reports itself as incomplete. If no round reaches a member, it compares with
 * random members by itself (see {@link Gossiper}).
 */
final class AntiEntropyRounds {
    private static final Duration SETTLE_MAX = Duration.ofSeconds(2);
    private static final int SETTLE_SHARE = 5;
    private static final int FIRST_ROUND_MAX = 1 << 20;
    private static final Duration ASK_AGAIN = Duration.ofMillis(100);
    private static final int REMEMBERED_MAX = 16;

    private final GossipContext context;
    private final Supplier<Ring> ring;
    private final RelayTasks tasks;
    private final AckBatch acks;
    private final OwnHead ownHead;
    private final Map<RoundId, RoundParticipation> participations = new LinkedHashMap<>();
    private final Map<Parent, RoundParticipation> given = new LinkedHashMap<>();

    /** Target of the last round that this node has reported for. */
    private Checkpoint acknowledged = Checkpoint.NONE;

    /** Id and members of the last round of this node that reached all members. */
    private RoundId completeRound = RoundId.NONE;

    private int completeMembers;
    private int number;
    private long seenNanos;

    AntiEntropyRounds(GossipContext context, Supplier<Ring> ring, RelayTasks tasks, AckBatch acks) {
        this.context = context;
        this.ring = ring;
        this.tasks = tasks;
        this.acks = acks;
        this.ownHead = new OwnHead(settle());
        this.number = 1 + context.random().nextInt(FIRST_ROUND_MAX);
        this.seenNanos = context.nanos();
    }

    private Duration settle() {
        Duration share = context.settings().interval().dividedBy(SETTLE_SHARE);
        return share.compareTo(SETTLE_MAX) < 0 ? share : SETTLE_MAX;
    }

    /** {@return for how long this node has received no round, in nanoseconds} */
    long silence() {
        return context.nanos() - seenNanos;
    }

    /** This node has written. */
    void wrote(long version) {
        ownHead.wrote(context.nanos(), version);
    }

    // ---- the initiator

    /** Notes how far all logs have been read by now, and starts a round for that when it has settled. */
    void prepare() {
        List<Head> known = known();
        context.after(settle(), () -> start(known));
    }

    private List<Head> known() {
        Ring members = ring.get();
        List<Head> heads = new ArrayList<>(members.size());
        for (int member = 0; member < members.size(); member++) {
            NodeId origin = members.node(member);
            long version = context.logs().known(origin);
            if (version > 0) {
                heads.add(new Head(origin, version));
            }
        }
        return heads;
    }

    private void start(List<Head> known) {
        if (ring.get().size() > 1) {
            Checkpoint base = acknowledged.within(ring.get());
            RoundId id = RoundId.first((int) StableHash.of(context.self()), number++);
            boolean settled = !base.round().equals(RoundId.NONE)
                    && base.round().equals(completeRound)
                    && completeMembers == ring.get().view();
            begin(id, base, base.with(id, known).within(ring.get()), settled);
        }
    }

    private void begin(RoundId id, Checkpoint base, Checkpoint target, boolean settled) {
        List<Head> changed = target.since(base);
        boolean tooMany = changed.size() > context.hub().headsMax();
        var round = new GossipMessage.Round(
                id,
                tooMany ? RoundId.UNTOLD : base.round(),
                settled,
                ring.get().view(),
                ring.get().sum(context.logs()),
                tooMany ? List.of() : changed);
        var participation = new RoundParticipation(round, ring.get().wholeRing(), context.nanos(), this::ended);
        seenNanos = context.nanos();
        replaceOthers(id);
        remember(participation);
        settle(round);
        tasks.delegate(participation);
        aim(participation, target);
        participation.check();
    }

    /** A phase of a round of this node has ended. */
    private void ended(RoundParticipation participation) {
        Checkpoint target = participation.target();
        if (target == null || participation.replaced()) {
            context.tally().round(false);
            return;
        }
        acknowledged = target;
        RoundId id = participation.round().id();
        if (!participation.contributions().isEmpty() && !id.last()) {
            begin(id.next(), target, target.with(id.next(), participation.contributions()), false);
        } else {
            context.tally().round(participation.unreached() == 0);
            completeRound = participation.unreached() == 0 ? id : RoundId.NONE;
            completeMembers = participation.round().members();
        }
    }

    // ---- the other members

    void onStart(NodeId from, GossipMessage.RoundStart start) {
        seenNanos = context.nanos();
        var parent = new Parent(from, start.number());
        RoundParticipation earlier = earlier(parent, start);
        if (earlier != null) {
            join(earlier, parent);
            answer(earlier, parent);
            return;
        }
        var participation = new RoundParticipation(start.round(), start.end(), context.nanos(), this::report);
        if (start.round().members() != ring.get().view()) {
            participation.partial();
        }
        replaceOthers(start.round().id());
        remember(participation);
        join(participation, parent);
        settle(start.round());
        tasks.delegate(participation);
        check(participation);
        if (!participation.over()) {
            acks.begun(parent);
        }
    }

    private @Nullable RoundParticipation earlier(Parent parent, GossipMessage.RoundStart start) {
        RoundParticipation again = given.get(parent);
        if (again != null && again.round().id().equals(start.round().id())) {
            return again;
        }
        RoundParticipation same = participations.get(start.round().id());
        return same != null && ring.get().covers(same.end(), start.end()) ? same : null;
    }

    private void join(RoundParticipation participation, Parent parent) {
        participation.parent(parent);
        given.put(parent, participation);
    }

    /** A round that is still open after half an interval has failed. */
    private void replaceOthers(RoundId id) {
        List.copyOf(participations.values()).stream()
                .filter(participation -> !participation.round().id().sameRound(id))
                .filter(participation -> context.nanos() - participation.begunNanos()
                        > context.settings().interval().toNanos() / 2)
                .forEach(this::replace);
    }

    private void replace(RoundParticipation participation) {
        if (!participation.over()) {
            tasks.release(participation);
            participation.replace();
        }
    }

    private void remember(RoundParticipation participation) {
        participations.put(participation.round().id(), participation);
        if (participations.size() > REMEMBERED_MAX) {
            RoundParticipation oldest = participations.values().iterator().next();
            replace(oldest);
            participations.remove(oldest.round().id());
            oldest.parents().forEach(given::remove);
        }
    }

    /** All members have reported for the base, so all have read the log of this node as far as that. */
    private void settle(GossipMessage.Round round) {
        boolean sameMembers = round.members() == ring.get().view();
        if (round.settled() && sameMembers && round.base().equals(acknowledged.round())) {
            long read = acknowledged.version(context.self());
            context.logs().peers().forEach(peer -> context.hub().acknowledged(peer, read));
        }
    }

    private void check(RoundParticipation participation) {
        GossipMessage.Round round = participation.round();
        if (round.base().equals(RoundId.NONE)) {
            takePart(participation, Checkpoint.of(round.id(), round.changed()));
        } else if (round.base().equals(acknowledged.round())) {
            takePart(participation, acknowledged.with(round.id(), round.changed()));
        } else if (round.sum() == ring.get().sum(context.logs())) {
            participation.level();
            participation.check();
        } else {
            askForTarget(participation, anyParent(participation), ASK_AGAIN);
        }
    }

    private NodeId anyParent(RoundParticipation participation) {
        List<Parent> parents = participation.parents();
        return parents.get(context.random().nextInt(parents.size())).node();
    }

    private void takePart(RoundParticipation participation, Checkpoint target) {
        aim(participation, target);
        long settled = ownHead.settled(context.nanos());
        NodeId self = context.self();
        if (settled > target.version(self)) {
            participation.contribute(List.of(new Head(self, settled)));
        }
        participation.check();
    }

    /** Takes the target, and reads what is lacking: the initiator, too, may lack what an author has contributed. */
    private void aim(RoundParticipation participation, Checkpoint target) {
        participation.aim(target, ring.get(), context.logs());
        participation.lacking().forEach((origin, version) -> context.hub().announce(new Head(origin, version)));
    }

    /** First a parent, which may not know the target either if it could do without; then the initiator, which does. */
    private void askForTarget(RoundParticipation participation, NodeId asked, Duration pause) {
        if (participation.target() == null && !participation.over()) {
            context.send(
                    asked, new GossipMessage.TargetRequest(participation.round().id()));
            context.after(pause, () -> {
                NodeId initiator =
                        ring.get().withHash(participation.round().id().initiator());
                askForTarget(
                        participation, initiator == null ? anyParent(participation) : initiator, pause.multipliedBy(2));
            });
        }
    }

    void onTargetRequest(NodeId from, GossipMessage.TargetRequest request) {
        RoundParticipation participation = participations.get(request.round());
        Checkpoint target = participation == null ? null : participation.target();
        if (target == null) {
            return; // the member that asked turns to the initiator next
        }
        List<Head> heads = target.heads();
        int headsMax = context.hub().headsMax();
        int parts = Math.max(1, Math.ceilDiv(heads.size(), headsMax));
        for (int part = 0; part < parts; part++) {
            int begin = part * headsMax;
            List<Head> some = heads.subList(begin, Math.min(heads.size(), begin + headsMax));
            context.send(from, new GossipMessage.Target(request.round(), part, parts, some));
        }
    }

    void onTarget(GossipMessage.Target part) {
        RoundParticipation participation = participations.get(part.round());
        if (participation != null && participation.target() == null && !participation.over()) {
            Checkpoint target = participation.collect(part);
            if (target != null) {
                takePart(participation, target);
            }
        }
    }

    /** Something may have been read that a round waits for. */
    void progress() {
        for (RoundParticipation participation : List.copyOf(participations.values())) {
            if (!participation.over() && !participation.lacking().isEmpty()) {
                participation.progress(ring.get(), context.logs());
            }
        }
    }

    // ---- reports

    /** Later rounds build on this one only if this node left out nothing of it. */
    private void report(RoundParticipation participation) {
        Checkpoint target = participation.target();
        if (target != null && participation.whole()) {
            acknowledged = target;
        }
        participation.parents().forEach(parent -> report(participation, parent));
    }

    /** What does not fit into a message is left to the next round. */
    private void report(RoundParticipation participation, Parent parent) {
        List<Head> contributions = participation.contributions();
        List<Head> some = contributions.subList(
                0, Math.min(contributions.size(), context.hub().headsMax()));
        context.send(parent.node(), new GossipMessage.Report(parent.number(), participation.unreached(), some));
    }

    private void answer(RoundParticipation participation, Parent parent) {
        if (participation.over()) {
            report(participation, parent);
        } else {
            acks.begun(parent);
        }
    }

    void onReport(NodeId from, GossipMessage.Report report) {
        Subtree.Child child = tasks.expected(from, report.number());
        if (child != null && child.subtree instanceof RoundParticipation participation) {
            participation.missed(report.unreached());
            participation.contribute(report.contributions());
            tasks.done(from, report.number());
        }
    }

    /** {@return whether the task was the start of a round; then it is answered} */
    boolean onInquiry(Parent parent) {
        RoundParticipation participation = given.get(parent);
        if (participation != null) {
            answer(participation, parent);
        }
        return participation != null;
    }
}
