package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.port.Effect;
import io.processhub.coordinator.port.Effect.Status;
import io.processhub.coordinator.port.Effect.Status.Phase;
import io.processhub.coordinator.port.Input;
import io.processhub.explain.DryRun;
import io.processhub.explain.DryRun.Change;
import io.processhub.guard.StrategyGuard;
import io.processhub.hook.HubEvent;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.quorum.Quorum;
import io.processhub.replication.ProcessRecord;
import io.processhub.spec.ProcessId;
import io.processhub.wire.Packet;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What this hub may do: the generation of the hub, from one {@link Phase} to the next, and whether it has a quorum. It
 * joins when it has met its peers and caught up with them. When it leaves, placement leaves this node out, so the
 * {@link Reconciler} hands everything over. When nothing is left, or the grace period is over, the rest is stopped, and
 * the hub says goodbye to its members.
 */
final class Lifecycle {

    /** How long an empty hub goes on to forward messages whose senders do not know yet where the process has moved. */
    private static final Duration LINGER = Duration.ofMillis(500);

    private static final Duration COMPARE_AGAIN = Duration.ofMillis(500);

    /** A strategy that has failed is asked again about everything. */
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    /** How long a hub that leaves waits until the others have agreed that it has no vote any more. */
    private static final Duration VOTE_PATIENCE = Duration.ofSeconds(2);

    private final HubState state;
    private final Members members;
    private final Handovers handovers;
    private final HubContext context;
    private final Consumer<Phase> entered;

    /** Whether this node may run processes, by the partition strategy. */
    private boolean quorum;

    /** Whether the time is over to wait for the others to release the vote of this node. */
    private boolean voteLate;

    /** Whether the time is over to wait for peers that do not answer. */
    private boolean metLate;

    /** Whether the time is over to wait for more peers. */
    private boolean sizeLate;

    private boolean hadInstances;
    private boolean lingering;
    private @Nullable Status published;

    /**
     * A hub that joins.
     *
     * @param entered called at each later phase, before anything follows from it here
     */
    Lifecycle(HubState state, Members members, Handovers handovers, HubContext context, Consumer<Phase> entered) {
        this.state = state;
        this.members = members;
        this.handovers = handovers;
        this.context = context;
        this.entered = entered;
        context.later(members.joining().timeout(), () -> metLate = true);
        context.later(members.joining().patience(), () -> sizeLate = true);
        context.agenda().every(COMPARE_AGAIN, this::compareMemories);
        context.agenda().every(TRY_AGAIN, this::tryStrategiesAgain);
    }

    // ---- the quorum

    /** Judges whether this node may run processes, and tells the members what they have to know for it. */
    boolean judge() {
        boolean holds = members.quorum().judge(members.view());
        if (holds != quorum) {
            quorum = holds;
            state.registry().enqueueAll();
            context.publish(new HubEvent.QuorumChanged(context.now(), holds));
        }
        var question = members.quorum().takeQuestion();
        if (question != null) {
            context.perform(new Effect.AskArbiter(question));
        }
        var reset = members.quorum().takeReset();
        if (reset != null) {
            context.publish(new HubEvent.ClusterSizeReset(context.now(), reset.size(), reset.node()));
        }
        return quorum;
    }

    /** {@return whether the members would have a quorum after changes} */
    DryRun.Quorum forecast(List<Change> changes) {
        return members.quorum().forecast(members.view(), changes);
    }

    /** {@return how long the lease is held by what the arbiter has said; then it has to be judged anew} */
    Duration replied(Quorum.Reply reply) {
        return members.quorum().replied(reply, context.now(), context.nanos());
    }

    /** {@return whether this node may run processes, as it was judged last} */
    boolean quorum() {
        return quorum;
    }

    /** {@return why this node has no quorum, and what would restore it, for people} */
    String withoutQuorum() {
        String advice = members.quorum().advice();
        return "no quorum, by " + members.quorum().strategy() + (advice.isEmpty() ? "" : ": " + advice);
    }

    /** {@return why this node can start nothing, quorum or not; null when it can} */
    @Nullable
    String unable() {
        return members.phase() == Phase.RUNNING
                ? members.clocks().obstacle()
                : "the hub on " + state.self() + " is " + members.phase() + "; ask another node";
    }

    /** {@return why callers can change nothing from this node at the moment; null when they can} */
    @Nullable
    String obstacle() {
        return quorum
                ? members.clocks().obstacle()
                : "node " + state.self() + " has no quorum; ask again when it can reach more nodes (" + withoutQuorum()
                        + ")";
    }

    /** Counts a majority from another number. */
    void reset(Input.ResetAsked asked) {
        String unable = unable();
        String refusal = unable == null ? members.quorum().reset(asked.size(), members.view()) : unable;
        context.answer(new Effect.AnswerReset(asked.call(), refusal));
    }

    /** Members that may not know what this node remembers are told, and asked. */
    private void compareMemories() {
        if (!members.quorum().agreed(members.view().present())) {
            members.greetAll(true);
        }
    }

    /** Makes known, after a batch of inputs, what has changed of the votes, and which strategies have failed. */
    void report() {
        if (members.quorum().takeNews()) {
            members.greetAll(false);
        }
        for (StrategyGuard.Failure failure : members.guard().takeReports(context.nanos())) {
            String kind = failure.kind().name().toLowerCase(Locale.ROOT);
            context.publish(new HubEvent.StrategyFailed(context.now(), kind, failure.error()));
        }
    }

    private void tryStrategiesAgain() {
        if (members.guard().tryAgain()) {
            state.placement().membersChanged();
            state.registry().enqueueAll();
        }
    }

    // ---- the phases

    private void enter(Phase next) {
        members.enter(next);
        entered.accept(next);
    }

    /**
     * Joins, unless that has been done, when this node has met its peers and knows what they know, and the hub has its
     * initial size. It waits for either only for a time.
     */
    void checkJoined(boolean caughtUp) {
        boolean met = members.met() && caughtUp;
        int missing = Math.max(0, members.joining().initialSize() - members.count());
        if (members.phase() == Phase.JOINING && (met || metLate) && (missing == 0 || sizeLate)) {
            context.perform(new Effect.Joined(met ? List.of() : members.silent(), missing));
            enter(Phase.RUNNING);
        }
    }

    /** Begins to leave, unless that has begun already. */
    void leave(Duration grace) {
        if (members.phase().compareTo(Phase.RUNNING) > 0) {
            return;
        }
        hadInstances = state.instances().count() > 0;
        enter(Phase.LEAVING);
        context.later(grace, this::stopTheRest);
        state.instances().reportRemaining();
        if (grace.isZero()) {
            stopTheRest(); // before the first move begins: otherwise chance would decide which ones are in time
        }
    }

    private void stopTheRest() {
        if (members.phase() == Phase.LEAVING) {
            enter(Phase.STOPPING);
            context.later(VOTE_PATIENCE, () -> voteLate = true);
            state.instances().all().forEach(local -> state.instances().stop(local, StopReason.HUB_CLOSED));
        }
    }

    /** Goes on to leave when enough has been handed over, and to close when everything has stopped. */
    void checkLeft() {
        if (members.phase() == Phase.LEAVING) {
            checkHandedOver();
        }
        if (members.phase() == Phase.STOPPING && state.instances().count() == 0 && voteReleased()) {
            close();
        }
    }

    /** A majority of the others must not need a node that has left. */
    private boolean voteReleased() {
        return members.quorum().withoutVote() || !quorum || members.count() == 1 || voteLate;
    }

    private void checkHandedOver() {
        boolean empty = !handovers.owesAnswers() && state.instances().noneMatch(this::hasOtherPlace);
        if (state.placement().candidates() == 0 || (empty && !hadInstances)) {
            stopTheRest();
        } else if (empty && !lingering) {
            lingering = true;
            context.later(LINGER, this::stopTheRest);
        }
    }

    /** What belongs nowhere, such as a process that waits for this very node, keeps it from leaving no longer. */
    private boolean hasOtherPlace(ProcessId id) {
        ProcessRecord record = state.row(id);
        return record != null && !state.placement().owners(record).isEmpty();
    }

    /**
     * Publishes what callers see, if it is something else than before. Goes before all other effects: a caller that is
     * answered finds the status that goes with the answer.
     */
    void publish(Status.RegistryState registry, boolean busy, StrategyGuard.@Nullable Failure failure) {
        var membership =
                new Status.Membership(members.all(), quorum, members.quorum().advice(), busy);
        int instances = state.instances().count();
        Throwable degraded = failure == null ? null : failure.error();
        var status = new Status(members.phase(), membership, registry, instances, null, degraded);
        if (!status.equals(published)) {
            published = status;
            context.performFirst(new Effect.Publish(status));
        }
    }

    private void close() {
        enter(Phase.CLOSED);
        List<NodeId> peers = members.all().stream()
                .filter(peer -> !peer.equals(state.self()))
                .toList();
        context.send(peers, new Packet.Goodbye());
        context.answer(new Effect.Left());
    }
}
