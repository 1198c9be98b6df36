package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.LocalInstance.State;
import io.processhub.coordinator.port.Input;
import io.processhub.handover.IncomingHandover.Attempt;
import io.processhub.registry.Instance;
import io.processhub.replication.ProcessRecord;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.migration.MigrationStrategy;
import io.processhub.wire.Packet;
import io.processhub.wire.Packet.HandoverMessage;
import io.processhub.wire.Packet.HandoverMessage.FromSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All handovers in which this node takes part. Finds the one that a message belongs to, and lets all of them know what
 * else has happened.
 *
 * @param state what this node knows
 * @param outgoing those of which this node is the source, moves and merges
 * @param moves the moves of which it is the target
 * @param merges the merges of which it is the target
 * @param context where answers go
 */
record Handovers(
        HubState state, OutgoingHandovers outgoing, IncomingMoves moves, IncomingMerges merges, HubContext context) {

    static Handovers of(HubState state, MigrationStrategy migration, HubContext context) {
        var merges = new IncomingMerges(state, migration.merging(), context);
        var moves = new IncomingMoves(state, migration, context);
        return new Handovers(state, new OutgoingHandovers(state, merges, context), moves, merges, context);
    }

    /** {@return what brings copies here that are at the wrong place to their owners} */
    HandOff handOff(MigrationStrategy migration) {
        return new HandOff(state, migration, outgoing, context);
    }

    /** The next process to reconcile: first what has changed, then what is queued for a handover. */
    @Nullable
    ProcessRecord next() {
        ProcessRecord record = state.registry().pollChanged();
        ProcessId queued = record == null ? outgoing.nextQueued() : null;
        while (queued != null) {
            state.enqueue(queued);
            record = state.registry().pollChanged();
            queued = record == null ? outgoing.nextQueued() : null;
        }
        return record;
    }

    void received(NodeId from, Packet.Handover packet) {
        var attempt = new Attempt(packet.id(), from, packet.attempt());
        switch (packet.message()) {
            case HandoverMessage.FromTarget message -> outgoing.received(from, packet, message);
            case HandoverMessage.Conflict asked when outgoing.underWay(packet.id()) -> {} // it may be elsewhere soon
            case FromSource message when moves.answerAgain(attempt, message) || merges.answerAgain(attempt) -> {}
            case HandoverMessage.Offer offer -> moves.offered(attempt, offer);
            case HandoverMessage.Conflict conflict -> merges.asked(attempt, conflict);
            case HandoverMessage.Part part -> {
                if (!moves.take(attempt, part) && !merges.take(attempt, part)) {
                    answerLate(attempt);
                }
            }
            case HandoverMessage.Withdraw withdraw -> {
                if (!moves.withdraw(attempt) && !merges.withdraw(attempt)) {
                    answerLate(attempt);
                }
            }
        }
    }

    /**
     * Answers about a handover that is not under way. If it has succeeded and is forgotten here, the source must not
     * take the process back; the registry shows which copy came of the source's. While that is unknown there is no
     * answer, and the source asks again.
     */
    private void answerLate(Attempt attempt) {
        LocalInstance here = state.local(attempt.id());
        ProcessRecord record = state.row(attempt.id());
        Instance copy = record == null ? null : record.instanceOn(attempt.source());
        if (here == null || here.state() != State.RUNNING) {
            answer(attempt, new HandoverMessage.Refused("it is not under way"));
        } else if (copy != null) {
            boolean came = here.predecessor() == copy.epoch()
                    || here.lineage().states().contains(copy.epoch());
            answer(
                    attempt,
                    came ? new HandoverMessage.Arrived() : new HandoverMessage.Refused("another copy runs here"));
        }
    }

    private void answer(Attempt attempt, HandoverMessage.FromTarget message) {
        context.send(attempt.source(), new Packet.Handover(attempt.id(), attempt.number(), message));
    }

    /** Ends the handovers of a process that have lost their point by a change of the process. */
    void reconcile(ProcessRecord record, List<NodeId> owners) {
        outgoing.reconcile(record, owners);
        moves.reconcile(record, owners);
        merges.reconcile(record);
    }

    void lost(NodeId node) {
        outgoing.lost(node);
        moves.lost(node);
        merges.lost(node);
    }

    /** {@return whether a source still depends on this node to say what became of a handover} */
    boolean owesAnswers() {
        return moves.owesAnswers() || merges.owesAnswers();
    }

    /**
     * What becomes of the instances here. A report changes the instance first, then the handover that it belongs to.
     */
    record InstanceReports(LocalInstances instances, Roles roles, Handovers handovers) {

        void receive(Input.FromInstance report) {
            switch (report) {
                case Input.InstanceStarted(ProcessId id, long epoch, boolean merges) -> {
                    instances.started(id, epoch, merges);
                    handovers.moves().started(id, epoch);
                }
                case Input.InstanceFailed(ProcessId id, long epoch, String error) -> {
                    if (!handovers.moves().failed(id, epoch, error)) { // a move that fails is no crash
                        instances.failed(id, epoch, error);
                    }
                }
                case Input.InstanceEnded ended -> instances.ended(ended.id(), ended.epoch(), ended.error());
                case Input.InstanceStopped(ProcessId id, long epoch) -> {
                    instances.stopped(id, epoch);
                    handovers.moves().stopped(id);
                }
                case Input.RoleTaken taken -> roles.taken(taken);
                case Input.InstanceHeld held -> handovers.outgoing().held(held.id(), held.attempt(), held.state());
                case Input.HoldFailed(ProcessId id, long attempt, String error) ->
                    handovers.outgoing().holdFailed(id, attempt, error);
                case Input.InstanceMerged merged ->
                    handovers.merges().merged(merged.id(), merged.attempt(), merged.error());
            }
        }
    }
}
