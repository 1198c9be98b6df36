package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.LocalInstance.State;
import io.processhub.coordinator.port.Effect;
import io.processhub.handover.OutgoingHandover;
import io.processhub.handover.OutgoingHandover.Phase;
import io.processhub.hook.HubEvent;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.registry.Instance;
import io.processhub.registry.Instance.Location;
import io.processhub.registry.Registration.Copy;
import io.processhub.replication.ProcessRecord;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import io.processhub.strategy.migration.MigrationStrategy.Terms;
import io.processhub.wire.Packet;
import io.processhub.wire.Packet.HandoverMessage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The handovers of which this node is the source: processes that move to another node, and states of copies that are
 * superseded. At most one at a time for each process, and at most 64 together; others wait in a queue. What is handed
 * over where is decided by the {@link Reconciler}; how the two nodes agree is written in {@link OutgoingHandover}.
 */
final class OutgoingHandovers {
    private static final int UNDER_WAY_MAX = 64;
    private static final Duration TICK = Duration.ofMillis(100);

    /** How often a superseded copy is asked for its state; then it stops without. */
    private static final int STATE_REQUESTS_MAX = 3;

    private static final Duration REQUEST_AGAIN = Duration.ofSeconds(2);

    private final HubState state;
    private final IncomingMerges merges;
    private final HubContext context;
    private final Map<ProcessId, Transfer> underWay = new LinkedHashMap<>();
    private final TreeSet<ProcessId> queue = new TreeSet<>();

    OutgoingHandovers(HubState state, IncomingMerges merges, HubContext context) {
        this.state = state;
        this.merges = merges;
        this.context = context;
    }

    // ---- decisions of the reconciler

    /** Moves a process to another node, or queues it. */
    void move(LocalInstance local, NodeId target, Terms terms) {
        if (mayBegin(local.id())) {
            local.attempts().asked(context.nanos());
            new Move(local, target, terms).begin();
        }
    }

    /**
     * Stops a copy in favour of the survivor of a conflict, to which it hands its state first, or queues it. A move of
     * the copy is called off before; one that has arrived is over, for its target was superseded, too.
     */
    void resolveConflict(LocalInstance local, Copy survivor, Terms terms) {
        Transfer transfer = underWay.get(local.id());
        Duration pause = local.attempts().stateRequests() == 0
                ? Duration.ZERO
                : REQUEST_AGAIN.minus(context.since(local.attempts().stateRequestedAt()));
        if (transfer instanceof Move && transfer.handover.phase() == Phase.ARRIVED) {
            state.instances().stop(local, StopReason.MOVED);
        } else if (transfer instanceof Move) {
            transfer.handover.recall(context.nanos());
        } else if (transfer == null && pause.isPositive()) {
            context.later(pause, () -> state.enqueue(local.id()));
        } else if (transfer == null && !merges.merging(local.id()) && mayBegin(local.id())) {
            new Merge(local, survivor, terms).begin();
        }
    }

    private boolean mayBegin(ProcessId id) {
        boolean free = underWay.size() < UNDER_WAY_MAX;
        if (!free) {
            queue.add(id);
        }
        return free;
    }

    /** {@return a queued process to reconcile again; {@code null} when none is queued, or no handover may begin} */
    @Nullable
    ProcessId nextQueued() {
        return underWay.size() < UNDER_WAY_MAX ? queue.pollFirst() : null;
    }

    /** Calls off an offer to a node that has started the process by itself, or has taken over another copy. */
    void reconsider(ProcessRecord record) {
        Transfer transfer = underWay.get(record.id());
        if (transfer != null
                && transfer.handover.phase() == Phase.OFFERED
                && record.instanceOn(transfer.target) != null) {
            transfer.handover.recall(context.nanos());
        }
    }

    // ---- how far it is

    /** {@return whether a process is being handed over} */
    boolean underWay(ProcessId id) {
        return underWay.containsKey(id);
    }

    /** {@return whether a process is being handed over to a node} */
    boolean underWay(ProcessId id, NodeId target) {
        Transfer transfer = underWay.get(id);
        return transfer != null && transfer.target.equals(target);
    }

    /** {@return whether a process is being handed over, and may still come back or may not have arrived} */
    boolean undecided(ProcessId id) {
        Transfer transfer = underWay.get(id);
        return transfer != null && transfer.handover.phase() != Phase.ARRIVED;
    }

    /** {@return whether the registry shows that the process runs where the copy here was handed over to} */
    boolean movedOn(ProcessRecord record) {
        Transfer transfer = underWay.get(record.id());
        return transfer != null
                && transfer.handover.phase() == Phase.ARRIVED
                && record.instanceOn(transfer.target) != null;
    }

    // ---- what happens meanwhile

    void received(NodeId from, Packet.Handover packet, HandoverMessage.FromTarget message) {
        Transfer transfer = underWay.get(packet.id());
        if (transfer != null && transfer.target.equals(from) && transfer.attempt == packet.attempt()) {
            transfer.handover.received(message, context.nanos());
            state.enqueue(packet.id()); // it may have arrived, and be free to take up another role
        }
    }

    /** An instance here has fallen quiet. */
    void held(ProcessId id, long attempt, byte @Nullable [] snapshot) {
        Transfer transfer = underWay.get(id);
        if (transfer != null && transfer.attempt == attempt) {
            transfer.handover.held(snapshot, context.nanos());
        }
    }

    /** An instance here goes on, because it could not hand out its state. */
    void holdFailed(ProcessId id, long attempt, String error) {
        Transfer transfer = underWay.get(id);
        if (transfer != null && transfer.attempt == attempt) {
            transfer.handover.holdFailed(error, context.nanos());
        }
    }

    /** Ends the handover of a process that has lost its point. */
    void reconcile(ProcessRecord record, List<NodeId> owners) {
        Transfer transfer = underWay.get(record.id());
        if (transfer != null) {
            transfer.reconcile(record, owners);
        }
    }

    void lost(NodeId node) {
        List.copyOf(underWay.values()).forEach(transfer -> transfer.lost(node));
    }

    /** A process, or only its state, on its way to another node. */
    private abstract class Transfer implements OutgoingHandover.Port {
        final LocalInstance local;
        final long born;
        final long epoch;
        final NodeId target;
        final Terms terms;
        final long attempt = context.stamp();
        final OutgoingHandover handover;

        Transfer(LocalInstance local, NodeId target, Terms terms) {
            this.local = local;
            this.born = local.born();
            this.epoch = local.epoch();
            this.target = target;
            this.terms = terms;
            this.handover = new OutgoingHandover(terms, this);
        }

        /** Whether its target is none any more. */
        abstract boolean pointless(ProcessRecord record, List<NodeId> owners);

        final ProcessId id() {
            return local.id();
        }

        final void begin() {
            underWay.put(id(), this);
            handover.begin(context.nanos());
            tickLater();
        }

        private void tickLater() {
            context.later(TICK, () -> {
                if (underWay.get(id()) == this) {
                    handover.tick(context.nanos());
                    tickLater();
                }
            });
        }

        final void reconcile(ProcessRecord record, List<NodeId> owners) {
            if (state.local(id()) != local || !local.is(State.RUNNING, born)) {
                handover.sourceGone();
                end();
            } else if (pointless(record, owners)) {
                handover.recall(context.nanos());
            }
        }

        final void lost(NodeId node) {
            if (target.equals(node)) {
                handover.targetLost();
            }
        }

        final void end() {
            underWay.remove(id());
        }

        @Override
        public final void send(HandoverMessage.FromSource message) {
            context.send(target, new Packet.Handover(id(), attempt, message));
        }

        @Override
        public void hold() {
            context.perform(new Effect.Hold(id(), born, attempt, terms.state()));
        }

        @Override
        public final void resume() {
            context.perform(new Effect.Resume(id(), born));
        }
    }

    /** A process on its way to another node. */
    private final class Move extends Transfer {
        Move(LocalInstance local, NodeId target, Terms terms) {
            super(local, target, terms);
        }

        @Override
        boolean pointless(ProcessRecord record, List<NodeId> owners) {
            return !owners.contains(target) || owners.contains(state.self());
        }

        @Override
        public void offer() {
            long activeSince = local.role() == Role.ACTIVE ? local.term() : 0;
            List<Long> lineage = local.lineage().states();
            send(new HandoverMessage.Offer(local.intent(), epoch, activeSince, terms.confirmation(), lineage));
        }

        /** The copy here is stopped when the registry shows the one on the target. */
        @Override
        public void arrived() {}

        @Override
        public void settled() {
            resume();
            failed(OutgoingHandover.End.REFUSED, "the target takes it for another copy of what runs there");
        }

        @Override
        public void failed(OutgoingHandover.End why, String reason) {
            end();
            if (why == OutgoingHandover.End.INTERRUPTED) {
                local.stays();
            }
            context.publish(new HubEvent.MoveFailed(context.now(), id(), target, reason));
            state.enqueue(id());
        }
    }

    /** A state on its way to the survivor. The copy here is not stopped before that node has said that it goes on. */
    private final class Merge extends Transfer {
        private final long survivor;
        private final boolean withState;

        Merge(LocalInstance local, Copy survivor, Terms terms) {
            super(local, survivor.node(), terms);
            this.survivor = survivor.instance().epoch();
            this.withState = local.merges() && local.attempts().stateRequests() < STATE_REQUESTS_MAX;
        }

        @Override
        boolean pointless(ProcessRecord record, List<NodeId> owners) {
            Instance there = record.instanceOn(target);
            return there == null || there.epoch() != survivor;
        }

        @Override
        public void offer() {
            send(new HandoverMessage.Conflict(
                    epoch, survivor, withState, local.lineage().states()));
        }

        @Override
        public void hold() {
            local.attempts().stateRequested(context.nanos());
            super.hold();
        }

        @Override
        public void arrived() {
            stop(true);
        }

        @Override
        public void settled() {
            stop(false);
        }

        private void stop(boolean merged) {
            end();
            var there = new Location(target, survivor);
            var here = new Location(state.self(), epoch);
            context.publish(new HubEvent.ConflictResolved(context.now(), id(), there, here, merged));
            state.instances().stop(local, StopReason.SUPERSEDED);
        }

        /** It is tried again as long as there is a survivor elsewhere. */
        @Override
        public void failed(OutgoingHandover.End why, String reason) {
            end();
            state.enqueue(id());
        }
    }
}
