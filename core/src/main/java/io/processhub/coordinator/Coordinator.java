package io.processhub.coordinator;

import io.processhub.antientropy.AntiEntropy;
import io.processhub.antientropy.CatchUp;
import io.processhub.antientropy.ReadBarriers;
import io.processhub.cluster.NodeId;
import io.processhub.coordinator.port.Effect;
import io.processhub.coordinator.port.Effect.Status;
import io.processhub.coordinator.port.Effect.Status.Phase;
import io.processhub.coordinator.port.Input;
import io.processhub.guard.StrategyGuard;
import io.processhub.hook.HubEvent;
import io.processhub.load.LoadTable;
import io.processhub.load.Meter;
import io.processhub.placement.Insight;
import io.processhub.placement.PlacementView;
import io.processhub.placement.RoleAssignment;
import io.processhub.registry.Intent;
import io.processhub.replication.Directory;
import io.processhub.replication.ProcessRecord;
import io.processhub.replication.ReplicatedRegistry;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.migration.MigrationStrategy;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.wire.Packet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The decisions of a hub: takes one input at a time and answers with the effects to carry out. It owns the hub's state
 * and touches nothing else, neither thread nor clock, network or log, so equal inputs at equal times give equal
 * effects.
 *
 * <p>Read {@link #handle} for what can happen, and {@link #finish} for what follows from it: every process about which
 * something has changed is reconciled by the {@link Reconciler} and checked by the calls that wait for it, and then
 * what this node wrote is sent to the other members. Not thread-safe; confined to the hub's thread.
 */
public final class Coordinator {
    /** How many processes are reconciled in a turn at most: callers and members wait meanwhile. */
    private static final int TURN_MAX = 1_000;

    /** A quorum may also change by the time that has passed since a loss, or by what was agreed meanwhile. */
    private static final Duration JUDGE_AGAIN = Duration.ofSeconds(1);

    private final NodeId self;
    private final StrategyGuard guard;
    private final HubContext context;
    private final ReplicatedRegistry registry;
    private final Members members;
    private final PlacementView placement;
    private final AntiEntropy antiEntropy;
    private final CatchUp catchUp;
    private final ReadBarriers barriers;
    private final IntentAdoption adoption;
    private final LocalInstances instances;
    private final LoadTable loads;
    private final Handovers handovers;
    private final Reconciler reconciler;
    private final Lifecycle lifecycle;
    private final Handovers.InstanceReports reports;
    private final EpochRaises epochs;
    private final StopCalls stopCalls;
    private final StartCalls startCalls;
    private final Insight insight;

    private boolean redistributing;
    private boolean membersChanged;
    private boolean behind; // processes that have changed are left to the next turn

    /**
     * A coordinator that has met no other member yet.
     *
     * @param self this node
     * @param generation version at which this node's log begins; greater than all of an earlier generation here
     * @param settings how it decides
     * @param directory the read side of the registry, to keep up to date
     * @param random the only source of chance it uses
     */
    public Coordinator(NodeId self, long generation, Settings settings, Directory directory, RandomGenerator random) {
        this.self = self;
        this.context = new HubContext(random, settings.clockSkewMax());
        this.registry = new ReplicatedRegistry(self, generation, directory, context.watcher());
        this.members = new Members(self, generation, settings, context, new MemberEvents());
        Settings.Strategies strategies = settings.strategies();
        this.guard = strategies.guard();
        this.placement = new PlacementView(strategies.distribution(), strategies.redundancy(), members::staying, guard);
        this.adoption = new IntentAdoption(registry, placement, context, settings.retention());
        this.instances = new LocalInstances(registry, context, this::reportFailure);
        var meter = new Meter(self, settings.profile().weight(), instances::wanted, settings.machine(), guard);
        Duration interval = strategies.synchronization().interval();
        this.loads = new LoadTable(meter, strategies.distribution().measures(), context.agenda(), random, interval);
        var host = new SynchronizationHost(settings, context, members.clocks(), adoption, loads);
        this.antiEntropy =
                new AntiEntropy(registry, guard.guard(strategies.synchronization()), context.agenda(), random, host);
        this.barriers = new ReadBarriers(registry, context.agenda(), host);
        this.catchUp = new CatchUp(registry, context.agenda());
        var assignment = new RoleAssignment(guard.guard(strategies.redundancy()));
        placement.directory(directory);
        var state = new HubState(registry, placement, assignment, instances, loads);
        MigrationStrategy migration = guard.guard(strategies.migration());
        var roles = new Roles(state, context);
        this.handovers = Handovers.of(state, migration, context);
        var intents = new StartIntents(state, context);
        this.reconciler = new Reconciler(state, roles, handovers, handovers.handOff(migration), intents);
        this.reports = new Handovers.InstanceReports(instances, roles, handovers);
        this.epochs = new EpochRaises(state, handovers, context, reconciler::mayRun);
        this.lifecycle = new Lifecycle(state, members, handovers, context, this::entered);
        this.stopCalls = new StopCalls(registry, context);
        this.startCalls = new StartCalls(
                state, intents, stopCalls, strategies.synchronization().directMembersMax(), context);
        this.insight = new Insight(registry, placement, assignment, context.history(), members::all);
        context.agenda().every(JUDGE_AGAIN, this::judgeQuorum);
        strategies.distribution().rebalances().ifPresent(reconciler::rebalance);
    }

    /**
     * Takes one input.
     *
     * @param input what happened
     * @param now the wall clock
     * @param nanos a monotonic clock
     */
    public void handle(Input input, Instant now, long nanos) {
        context.begin(now, nanos);
        members.clocks().check();
        switch (input) {
            case Input.ViewChanged changed -> members.onView(changed.peers());
            case Input.PeerAbsent absent -> members.onAbsent(absent.node());
            case Input.Arrived arrived -> receive(arrived.from(), arrived.packet());
            case Input.Starts asked -> start(asked);
            case Input.StopAsked asked -> stop(asked);
            case Input.CatchUpAsked(long call, Duration timeout) -> barriers.begin(call, timeout);
            case Input.ExplainAsked(long call, ProcessId id) -> explain(call, id);
            case Input.DryRunAsked(long call, var all) ->
                context.answer(new Effect.AnswerDryRun(call, insight.predict(all, lifecycle.forecast(all))));
            case Input.CloseAsked asked -> lifecycle.leave(asked.grace());
            case Input.ResetAsked asked -> lifecycle.reset(asked);
            case Input.DrainAsked asked -> members.drain(asked);
            case Input.RaiseAsked asked -> epochs.raise(asked);
            case Input.FromInstance report -> reports.receive(report);
            case Input.ArbiterReplied(var reply) -> {
                context.later(lifecycle.replied(reply), this::judgeQuorum); // the end of the lease
                judgeQuorum();
            }
            case Input.TimePassed passed -> context.agenda().runDue();
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
        boolean lookedAtAll = registry.lookOn();
        behind = !reconcile() || !lookedAtAll;
        context.goOn(behind);
        barriers.update(behind);
        antiEntropy.flush();
        checkRedistribution();
        lifecycle.checkLeft();
        lifecycle.report();
        publishStatus();
        return context.drain();
    }

    /** {@return whether so much has changed that its consequences must be drawn before more is taken} */
    public boolean full() {
        return registry.changes() >= TURN_MAX;
    }

    /** Whether no process is left to the next turn. */
    private boolean reconcile() {
        for (int turn = 0; turn < TURN_MAX; turn++) {
            ProcessRecord record = handovers.next();
            if (record == null) {
                return true;
            }
            reconciler.reconcile(record);
            epochs.follow(record);
            startCalls.check(record);
            stopCalls.check(record);
        }
        return false;
    }

    private void receive(NodeId from, Packet.Control packet) {
        switch (packet) {
            case Packet.Hello hello -> {
                members.onHello(from, hello);
                judgeQuorum();
            }
            case Packet.Mismatch mismatch -> members.onMismatch(from, mismatch);
            case Packet.Goodbye goodbye -> members.onGoodbye(from);
            case Packet.Business business -> {
                if (members.contains(from)
                        && members.clocks().accepts(from, business)) { // others have to introduce themselves first
                    receive(from, business);
                }
            }
        }
    }

    private void receive(NodeId from, Packet.Business packet) {
        switch (packet) {
            case Packet.Synchronize(SyncMessage message, var scores) -> {
                loads.heard(from, scores);
                antiEntropy.onMessage(from, message);
            }
            case Packet.Start(List<Intent> intents, boolean moving) -> {
                accept(from, intents);
                if (moving) {
                    intents.forEach(reconciler::takeOver);
                }
            }
            case Packet.Stop(List<Intent> intents) -> accept(from, intents);
            case Packet.Leave(Duration grace, long generation) when members.meant(generation) -> lifecycle.leave(grace);
            case Packet.AskHead(long question) ->
                context.send(from, new Packet.TellHead(question, registry.known(self)));
            case Packet.TellHead(long question, long head) -> {
                barriers.told(from, question, head);
                antiEntropy.announced(from, head);
            }
            case Packet.Leave late -> {} // for a hub that was here before
            case Packet.Handover handover -> handovers.received(from, handover);
            case Packet.StartFailed failed ->
                failed.failures()
                        .forEach(failure ->
                                startCalls.failed(from, failure.id(), failure.intentStamp(), failure.reason()));
        }
    }

    private void accept(NodeId asker, List<Intent> intents) {
        antiEntropy.asked(asker);
        intents.forEach(instances::accept);
    }

    // ---- callers

    private void start(Input.Starts asked) {
        String unable = lifecycle.unable();
        String obstacle = unable == null ? lifecycle.obstacle() : unable;
        switch (asked) {
            case Input.StartAsked start when obstacle == null -> startCalls.ask(start);
            case Input.RemapAsked remap when obstacle == null -> startCalls.remap(remap);
            case Input.StartAsked start
            when unable == null && start.terms().fixed() -> startCalls.want(start, obstacle);
            default -> startCalls.refuse(asked, obstacle);
        }
    }

    private void stop(Input.StopAsked asked) {
        StopCalls.Answer answer = results -> context.answer(new Effect.AnswerStop(asked.call(), results));
        String obstacle = lifecycle.obstacle();
        startCalls.before(asked.ids());
        if (obstacle == null) {
            stopCalls.ask(asked.ids(), asked.timeout(), answer);
        } else {
            StopCalls.refuse(asked.ids(), obstacle, answer);
        }
    }

    private void explain(long call, ProcessId id) {
        String learns = catchUp.done() ? "" : "it still reads what other members know";
        String obstacle = lifecycle.quorum() ? learns : lifecycle.withoutQuorum();
        context.answer(new Effect.AnswerExplanation(call, insight.explain(id, lifecycle.quorum(), obstacle)));
    }

    /** The node that wrote an intent waits for its processes to start. */
    private void reportFailure(Intent intent, String reason) {
        NodeId writer = intent.stamp().writer();
        if (writer.equals(self)) {
            startCalls.failed(self, intent.id(), intent.stamp(), reason);
        } else if (members.contains(writer)) {
            context.reportFailure(writer, new Packet.Failure(intent.id(), intent.stamp(), reason));
        }
    }

    // ---- members

    private final class MemberEvents implements Members.Watcher {
        @Override
        public void joined(NodeId node, Packet.Hello hello) {
            adoption.returned(node);
            registry.arrive(node, hello.generation());
            catchUp.begin(node, hello.head());
            antiEntropy.joined(node, hello.head());
            loads.joined();
            context.publish(new HubEvent.NodeJoined(context.now(), node));
            recount();
        }

        /** What it gives away has to be known before others start it: they would not find it running anywhere. */
        @Override
        public void changed(NodeId node, long head) {
            catchUp.begin(node, head);
            antiEntropy.announced(node, head);
            recount();
        }

        @Override
        public void lost(NodeId node, boolean forGood) {
            catchUp.lost(node);
            barriers.lost(node);
            loads.lost(node);
            registry.depart(node);
            antiEntropy.lost(node);
            handovers.lost(node);
            context.perform(new Effect.GiveUpOn(node));
            context.publish(new HubEvent.NodeLeft(context.now(), node));
            recount();
            adoption.departed(node, forGood);
            judgeQuorum();
        }

        @Override
        public long head() {
            return registry.known(self);
        }
    }

    /** The members are others than before: processes may belong elsewhere, which is checked once for all inputs. */
    private void recount() {
        placement.membersChanged();
        membersChanged = true;
        judgeQuorum();
        if (members.phase() != Phase.JOINING && !redistributing) {
            redistributing = true;
            context.publish(new HubEvent.RedistributionStarted(context.now()));
        }
    }

    private void judgeQuorum() {
        boolean before = lifecycle.quorum();
        boolean holds = lifecycle.judge();
        if (before && !holds) {
            startCalls.endAll(lifecycle.withoutQuorum());
        }
        reconciler.mayRun(holds && members.phase() != Phase.STOPPING && members.phase() != Phase.CLOSED);
        handovers.moves().mayTake(holds && members.phase() == Phase.RUNNING);
    }

    private void checkRedistribution() {
        boolean inPlace = reconciler.moving() == 0 && reconciler.untried() == 0 && reconciler.misplaced() == 0;
        if (redistributing && !behind && catchUp.done() && inPlace) {
            redistributing = false;
            context.publish(new HubEvent.RedistributionFinished(context.now()));
        }
    }

    // ---- the hub's life

    private void checkJoined() {
        catchUp.update();
        lifecycle.checkJoined(catchUp.done());
        reconciler.mayInitiate(members.phase() != Phase.JOINING
                && catchUp.done()
                && context.clock().mayMake());
    }

    private void entered(Phase phase) {
        switch (phase) {
            case RUNNING -> recount();
            case LEAVING -> {
                startCalls.giveUpAll();
                recount();
            }
            case STOPPING -> judgeQuorum();
            case CLOSED -> {
                stopCalls.giveUpAll();
                antiEntropy.flush();
            }
            case JOINING -> throw new IllegalStateException("a hub begins with joining and never returns to it");
        }
    }

    // ---- what others get to see

    /**
     * What seems to lack an instance may run on a member whose log is still being read, so it counts only when that is
     * done. What is left to the next turn counts as lacking one.
     */
    private void publishStatus() {
        boolean busy = redistributing || behind || !catchUp.done() || reconciler.moving() + reconciler.misplaced() > 0;
        var registryState = new Status.RegistryState(
                registry.wanted(),
                catchUp.done() ? reconciler.waiting() + registry.changes() : 0,
                registry.digest(),
                members.clocks().refused(),
                antiEntropy.counters());
        lifecycle.publish(registryState, busy, guard.failure());
    }
}
