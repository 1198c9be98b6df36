package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.Status.Phase;
import io.processhub.explain.Change;
import io.processhub.hook.HubEvent;
import io.processhub.placement.Insight;
import io.processhub.placement.Targets;
import io.processhub.process.ProcessId;
import io.processhub.process.StopReason;
import io.processhub.registry.Intent;
import io.processhub.replica.Directory;
import io.processhub.replica.Replica;
import io.processhub.replica.Row;
import io.processhub.spread.Learning;
import io.processhub.spread.Spread;
import io.processhub.strategy.partition.Census;
import io.processhub.wire.Packet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The mind of a hub: takes one input at a time and answers with the effects to carry out. It owns the hub's state and
 * touches nothing else, neither thread nor clock, network or log, so equal inputs at equal times give equal effects.
 *
 * <p>Read {@link #handle} for what can happen, and {@link #finish} for what follows from it: every process about which
 * something has changed is looked at by the {@link Reconciler} and by the calls that wait for it, and then what this
 * node wrote is spread. Not thread-safe; confined to the hub's thread.
 */
public final class Coordinator {

    /** What was sent to a process before its sender heard that it has moved is passed on by the node that leaves. */
    private static final Duration LINGER = Duration.ofMillis(500);

    /** A quorum may also change by the time that has passed since a loss. */
    private static final Duration JUDGE_AGAIN = Duration.ofSeconds(5);

    private final NodeId self;
    private final Settings settings;
    private final Turn turn;
    private final Replica replica;
    private final Members members;
    private final Targets targets;
    private final Spread spread;
    private final Learning learning;
    private final Orphans orphans;
    private final Residents residents;
    private final Reconciler reconciler;
    private final Moves moves;
    private final Arrivals arrivals;
    private final StopCalls stopCalls;
    private final StartCalls startCalls;
    private final Insight insight;

    private int membersMax = 1;
    private boolean quorum;
    private boolean redistributing;
    private boolean gave;
    private boolean lingering;
    private boolean membersChanged;
    private @Nullable Status published;

    /**
     * A coordinator that has met nobody yet.
     *
     * @param self this node
     * @param base version at which this node's log begins; greater than all versions of an earlier life of the hub here
     * @param settings how it decides
     * @param directory the read side of the registry, to keep up to date
     * @param random the only source of chance it uses
     */
    public Coordinator(NodeId self, long base, Settings settings, Directory directory, RandomGenerator random) {
        this.self = self;
        this.settings = settings;
        this.turn = new Turn(random);
        this.replica = new Replica(self, base, directory, turn.witness());
        this.members = new Members(self, base, settings, turn, new MemberEvents());
        this.targets = new Targets(
                settings.strategies().distribution(), settings.strategies().redundancy(), members::staying);
        this.orphans = new Orphans(replica, targets, turn, settings.retention());
        this.spread = new Spread(
                replica,
                settings.strategies().synchronization(),
                turn.agenda(),
                random,
                new SpreadHost(settings, turn, orphans));
        this.learning = new Learning(replica, turn.agenda());
        this.residents = new Residents(replica, turn, this::complain);
        this.reconciler = new Reconciler(
                replica, targets, residents, settings.strategies().migration(), turn);
        this.moves = reconciler.moves();
        this.arrivals = moves.arrivals();
        this.stopCalls = new StopCalls(replica, turn);
        this.startCalls = new StartCalls(replica, targets, stopCalls, turn);
        this.insight = new Insight(replica, targets, turn.history(), members::all);
        turn.agenda().in(settings.joinTimeout(), () -> join(members.silent()));
        turn.agenda().every(JUDGE_AGAIN, this::judgeQuorum);
    }

    /**
     * Takes one input.
     *
     * @param input what happened
     * @param now the wall clock
     * @param nanos a monotonic clock
     */
    public void handle(Input input, Instant now, long nanos) {
        turn.begin(now, nanos);
        switch (input) {
            case Input.ViewChanged changed -> members.onView(changed.view());
            case Input.PeerAbsent absent -> members.onAbsent(absent.node());
            case Input.Arrived arrived -> receive(arrived.from(), arrived.packet());
            case Input.StartAsked asked -> start(asked);
            case Input.StopAsked asked -> stop(asked);
            case Input.ExplainAsked(long call, ProcessId id) -> explain(call, id);
            case Input.DryRunAsked(long call, Change change) ->
                turn.outbox().answer(new Effect.AnswerDryRun(call, insight.predict(change)));
            case Input.CloseAsked asked -> leave(asked.grace());
            case Input.DrainAsked asked -> members.drain(asked);
            case Input.InstanceStarted started -> arrivals.started(started.id(), started.epoch(), started.merges());
            case Input.InstanceFailed(ProcessId id, long epoch, String error) -> arrivals.failed(id, epoch, error);
            case Input.RoleTaken taken -> reconciler.taken(taken);
            case Input.InstanceEnded ended -> residents.ended(ended.id(), ended.epoch(), ended.error());
            case Input.InstanceStopped(ProcessId id, long epoch) -> arrivals.stopped(id, epoch);
            case Input.InstanceHeld held -> moves.held(held.id(), held.attempt(), held.state());
            case Input.HoldFailed(ProcessId id, long attempt, String error) -> moves.holdFailed(id, attempt, error);
            case Input.InstanceMerged merged -> arrivals.merged(merged.id(), merged.attempt(), merged.error());
            case Input.TimePassed passed -> turn.agenda().runDue();
        }
    }

    /**
     * Draws the consequences of the inputs since the last time.
     *
     * @return what is to be done, in order
     */
    public List<Effect> finish() {
        checkJoined();
        if (membersChanged) {
            membersChanged = false;
            reconciler.membersChanged();
        }
        for (Row row = next(); row != null; row = next()) {
            reconciler.look(row);
            startCalls.look(row);
            stopCalls.look(row);
        }
        spread.flush();
        checkRedistribution();
        checkLeft();
        publish();
        Duration pause = turn.agenda().next();
        if (pause != null) {
            turn.outbox().add(new Effect.Wake(pause));
        }
        return turn.outbox().drain();
    }

    /** What has changed, and then what has waited for its turn to move. */
    private @Nullable Row next() {
        Row row = replica.pollChanged();
        ProcessId waiting = row == null ? moves.next() : null;
        while (waiting != null) {
            replica.touch(waiting);
            row = replica.pollChanged();
            waiting = row == null ? moves.next() : null;
        }
        return row;
    }

    private void receive(NodeId from, Packet.Control packet) {
        switch (packet) {
            case Packet.Hello hello -> members.onHello(from, hello);
            case Packet.Mismatch mismatch -> members.onMismatch(from, mismatch);
            case Packet.Goodbye goodbye -> members.onGoodbye(from);
            case Packet.Business business -> {
                if (members.contains(from)) { // others have to introduce themselves first
                    receive(from, business);
                }
            }
        }
    }

    private void receive(NodeId from, Packet.Business packet) {
        switch (packet) {
            case Packet.Synchronize synchronize -> spread.onContent(from, synchronize.content());
            case Packet.Start asked -> startFor(from, asked);
            case Packet.Stop asked -> {
                spread.asked(from);
                asked.intents().forEach(residents::accept);
            }
            case Packet.Leave(Duration grace, long base) when members.meant(base) -> leave(grace);
            case Packet.Leave late -> {} // for a hub that was here before
            case Packet.Move move -> moves.heard(from, move);
            case Packet.StartFailed failed ->
                failed.failures()
                        .forEach(failure -> startCalls.failed(from, failure.id(), failure.wish(), failure.reason()));
        }
    }

    private void startFor(NodeId from, Packet.Start asked) {
        spread.asked(from);
        asked.intents().forEach(residents::accept);
        if (asked.moving()) {
            asked.intents().forEach(reconciler::takeOver);
        }
    }

    // ---- callers

    private void start(Input.StartAsked asked) {
        if (members.phase() != Phase.RUNNING) {
            startCalls.refuse(asked, "the hub on " + self + " is " + members.phase() + "; ask another node");
        } else if (!quorum && !asked.terms().insist()) {
            startCalls.refuse(asked, "node " + self + " has no quorum; ask again when it can reach more nodes");
        } else {
            startCalls.ask(asked);
        }
    }

    private void stop(Input.StopAsked asked) {
        long call = asked.call();
        stopCalls.ask(
                asked.ids(), asked.timeout(), results -> turn.outbox().answer(new Effect.AnswerStop(call, results)));
    }

    private void explain(long call, ProcessId id) {
        String learns = learning.done() ? "" : "it still reads what other members know";
        String obstacle =
                quorum ? learns : "no quorum, by " + settings.strategies().partition();
        turn.outbox().answer(new Effect.AnswerExplanation(call, insight.explain(id, quorum, obstacle)));
    }

    private void complain(Intent intent, String reason) {
        NodeId writer = intent.stamp().writer();
        if (writer.equals(self)) {
            startCalls.failed(self, intent.id(), intent.stamp(), reason);
        } else if (members.contains(writer)) {
            turn.outbox().tellFailure(writer, new Packet.Failure(intent.id(), intent.stamp(), reason));
        }
    }

    // ---- members

    private final class MemberEvents implements Members.Watcher {
        @Override
        public void joined(NodeId node, Packet.Hello hello) {
            orphans.returned(node);
            replica.arrive(node, hello.base());
            learning.begin(node, hello.head());
            spread.joined(node, hello.head());
            turn.outbox().add(new Effect.Tell(new HubEvent.NodeJoined(turn.now(), node)));
            recount();
        }

        /** What it gives away has to be known before others start it: they would not find it running anywhere. */
        @Override
        public void changed(NodeId node, long head) {
            learning.begin(node, head);
            spread.announced(node, head);
            recount();
        }

        @Override
        public void lost(NodeId node, boolean forGood) {
            learning.lost(node);
            replica.depart(node);
            spread.lost(node);
            moves.lost(node);
            turn.outbox().add(new Effect.GiveUpOn(node));
            turn.outbox().add(new Effect.Tell(new HubEvent.NodeLeft(turn.now(), node)));
            if (forGood) {
                membersMax--;
            }
            recount();
            orphans.departed(node, forGood);
            judgeQuorum();
        }

        @Override
        public long head() {
            return replica.known(self);
        }
    }

    /** The members are others than before: processes may belong elsewhere, which is looked at once for all inputs. */
    private void recount() {
        membersMax = Math.max(membersMax, members.count());
        targets.membersChanged();
        membersChanged = true;
        judgeQuorum();
        if (members.phase() != Phase.JOINING && !redistributing) {
            redistributing = true;
            turn.outbox().add(new Effect.Tell(new HubEvent.RedistributionStarted(turn.now())));
        }
    }

    private void judgeQuorum() {
        var census = new Census(members.count(), membersMax, orphans.losses());
        boolean holds = settings.strategies().partition().mayRun(census);
        if (holds != quorum) {
            quorum = holds;
            replica.touchAll();
            turn.outbox().add(new Effect.Tell(new HubEvent.QuorumChanged(turn.now(), holds)));
        }
        reconciler.mayRun(holds && members.phase() != Phase.STOPPING && members.phase() != Phase.CLOSED);
        arrivals.mayTake(holds && members.phase() == Phase.RUNNING);
    }

    private void checkRedistribution() {
        if (redistributing && learning.done() && reconciler.moving() == 0 && reconciler.waiting() == 0) {
            redistributing = false;
            turn.outbox().add(new Effect.Tell(new HubEvent.RedistributionFinished(turn.now())));
        }
    }

    // ---- the hub's life

    private void checkJoined() {
        learning.look();
        if (members.phase() == Phase.JOINING && members.met() && learning.done()) {
            join(List.of());
        }
        reconciler.mayInitiate(members.phase() != Phase.JOINING && learning.done());
    }

    private void join(List<NodeId> silent) {
        if (members.phase() == Phase.JOINING) {
            members.enter(Phase.RUNNING);
            turn.outbox().add(new Effect.Joined(silent));
            recount();
        }
    }

    private void leave(Duration grace) {
        if (members.phase().compareTo(Phase.RUNNING) > 0) {
            return;
        }
        members.enter(Phase.LEAVING);
        gave = residents.count() > 0;
        startCalls.giveUpAll();
        recount();
        turn.agenda().in(grace, this::stopTheRest);
        residents.tellRemaining();
        if (grace.isZero()) {
            stopTheRest(); // at once, before moves begin: whether they would be in time is left to nobody's chance
        }
    }

    private void stopTheRest() {
        if (members.phase() == Phase.LEAVING) {
            members.enter(Phase.STOPPING);
            judgeQuorum();
            residents.all().forEach(resident -> residents.stop(resident, StopReason.HUB_CLOSED));
        }
    }

    private void checkLeft() {
        boolean empty = residents.count() == 0 && !arrivals.owesAnswers();
        if (members.phase() == Phase.LEAVING && (targets.candidates() == 0 || (empty && !gave))) {
            stopTheRest();
        } else if (members.phase() == Phase.LEAVING && empty && !lingering) {
            lingering = true;
            turn.agenda().in(LINGER, this::stopTheRest);
        }
        if (members.phase() == Phase.STOPPING && residents.count() == 0) {
            members.enter(Phase.CLOSED);
            stopCalls.giveUpAll();
            spread.flush();
            List<NodeId> peers =
                    members.all().stream().filter(peer -> !peer.equals(self)).toList();
            turn.outbox().add(new Effect.Post(peers, new Packet.Goodbye()));
            turn.outbox().answer(new Effect.Left());
        }
    }

    // ---- what others get to see

    /** Whoever is answered in this turn finds the status that goes with the answer. */
    private void publish() {
        boolean locked = redistributing || !learning.done() || reconciler.moving() > 0;
        var status = new Status(
                members.phase(),
                members.all(),
                replica.wanted(),
                reconciler.waiting(),
                residents.count(),
                quorum,
                locked,
                replica.digest(),
                spread.counters());
        if (!status.equals(published)) {
            published = status;
            turn.outbox().addFirst(new Effect.Publish(status));
        }
    }
}
