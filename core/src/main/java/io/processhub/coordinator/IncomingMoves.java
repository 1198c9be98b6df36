package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.LocalInstance.State;
import io.processhub.coordinator.port.Effect;
import io.processhub.handover.IncomingHandover;
import io.processhub.handover.IncomingHandover.Attempt;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.registry.Intent;
import io.processhub.replication.Copies;
import io.processhub.replication.ProcessRecord;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import io.processhub.strategy.migration.MigrationStrategy;
import io.processhub.wire.Packet.HandoverMessage;
import io.processhub.wire.Packet.HandoverMessage.FromSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The moves of which this node is the target, from the offer until the source has stopped its copy. When the state is
 * complete the process starts with it and stays quiet; when it runs, the source gets an answer and the process goes on.
 * What cannot start with its state does not start at all: the source goes on with it.
 */
final class IncomingMoves {
    private final HubState state;
    private final HubContext context;
    private final StateReceiver<IncomingHandover.Move> receiver;

    private boolean mayTake;

    IncomingMoves(HubState state, MigrationStrategy migration, HubContext context) {
        this.state = state;
        this.context = context;
        this.receiver = new StateReceiver<>(
                state, new StateReceiver.Limits(StateReceiver.SILENCE_MAX, migration.stateBytesMax()), context);
    }

    /**
     * Whether this node may take processes over. A node that has not met all members yet may not: they would not learn
     * that the process is here.
     */
    void mayTake(boolean joined) {
        mayTake = joined;
    }

    /** {@return whether a source still depends on this node to say what became of a move} */
    boolean owesAnswers() {
        return receiver.owesAnswers();
    }

    /** {@return whether a process is about to arrive here, and must not be started otherwise} */
    boolean arriving(ProcessId id) {
        return receiver.find(id) != null;
    }

    // ---- messages of the source

    /** A process that cannot be taken now is not refused: the source asks again soon, and has not stopped anything. */
    void offered(Attempt attempt, HandoverMessage.Offer offer) {
        state.instances().accept(offer.intent());
        context.observe(Math.max(offer.epoch(), offer.activeSince()));
        IncomingHandover.Move known = receiver.find(attempt.id());
        if (known != null && known.is(attempt)) {
            receiver.ready(known);
            return;
        }
        var move = new IncomingHandover.Move(attempt, context.stamp(), offer);
        if (move.mayReplace(known) && mayTake(move)) {
            receiver.expect(move);
        }
    }

    private boolean mayTake(IncomingHandover.Move move) {
        ProcessRecord record = state.row(move.id());
        Intent intent = record == null ? null : record.intent();
        return mayTake
                && state.instances().mayStart()
                && record != null
                && intent != null
                && intent.runs()
                && move.fits(intent)
                && state.local(move.id()) == null
                && state.placement().owners(record).contains(state.self())
                && !laterElsewhere(record, move);
    }

    /** Of several copies none takes the place of another one. */
    private boolean laterElsewhere(ProcessRecord record, IncomingHandover.Move move) {
        return state.placement().single() && Copies.latestBut(record, move.source()) > move.epoch();
    }

    /** Takes a part of the state; false when it belongs to no move. */
    boolean take(Attempt attempt, HandoverMessage.Part part) {
        return receiver.take(attempt, part, this::start);
    }

    private void start(IncomingHandover.Move move) {
        if (mayTake(move)) {
            ProcessRecord record = Objects.requireNonNull(state.row(move.id()));
            state.instances().arrive(Objects.requireNonNull(record.intent()), role(record, move), move);
        } else {
            receiver.refuse(move, "it is not to run here any more");
        }
    }

    /** A copy with the state of the active one becomes the active one, unless another one has become so meanwhile. */
    private Role role(ProcessRecord record, IncomingHandover.Move move) {
        return move.leads(record.termMax())
                ? Role.ACTIVE
                : state.roles().role(record, state.placement().owners(record), state.self());
    }

    /** Calls a move off; false when it is not under way. */
    boolean withdraw(Attempt attempt) {
        IncomingHandover.Move move = receiver.find(attempt);
        if (move == null) {
            return false;
        }
        LocalInstance local = state.local(move.id());
        if (!move.complete()) {
            receiver.refuse(move, "withdrawn");
        } else if (local != null) {
            state.instances().stop(local, StopReason.SUPERSEDED);
        }
        return true;
    }

    /** Answers about a move that has succeeded; false when it is not one. */
    boolean answerAgain(Attempt attempt, FromSource message) {
        IncomingHandover.Move move = receiver.succeeded(attempt);
        if (move == null) {
            return false;
        }
        if (message instanceof HandoverMessage.Withdraw && !stillRuns(move)) {
            receiver.forget(move);
            receiver.answer(move, new HandoverMessage.Refused("it ran, and ended"));
        } else {
            receiver.answer(move, new HandoverMessage.Arrived());
        }
        return true;
    }

    /** Whether what arrived runs on: here, or where it has moved since. */
    private boolean stillRuns(IncomingHandover.Move move) {
        ProcessRecord record = state.row(move.id());
        return state.local(move.id()) != null || (record != null && laterElsewhere(record, move));
    }

    // ---- news of the instance that was started for a move

    void started(ProcessId id, long epoch) {
        IncomingHandover.Move move = starting(id);
        LocalInstance local = state.local(id);
        if (move != null && local != null && local.is(State.RUNNING, epoch)) {
            receiver.succeed(move);
            context.perform(new Effect.Resume(id, epoch));
            receiver.answer(move, new HandoverMessage.Arrived());
        }
    }

    /** {@return whether it failed for a move, so that the source goes on and nothing is started again here} */
    boolean failed(ProcessId id, long epoch, String error) {
        IncomingHandover.Move move = starting(id);
        LocalInstance local = state.local(id);
        if (move == null || local == null || !local.is(State.STARTING, epoch)) {
            return false;
        }
        state.instances().park(local, error); // another attempt at once would make the process quiet for nothing
        receiver.refuse(move, error);
        return true;
    }

    /** What was stopped while it started was withdrawn, so that the source goes on. */
    void stopped(ProcessId id) {
        IncomingHandover.Move move = starting(id);
        if (move != null && state.local(id) == null) {
            receiver.refuse(move, "withdrawn");
        }
    }

    private IncomingHandover.@Nullable Move starting(ProcessId id) {
        IncomingHandover.Move move = receiver.find(id);
        return move != null && move.complete() ? move : null;
    }

    // ---- changes of the process and of the members

    /** A process that does not belong here any more does not arrive, unless it is starting already. */
    void reconcile(ProcessRecord record, List<NodeId> owners) {
        receiver.forgetEnded(record);
        IncomingHandover.Move move = receiver.find(record.id());
        if (move != null && !move.complete() && !owners.contains(state.self())) {
            receiver.remove(move);
        }
    }

    void lost(NodeId node) {
        receiver.lost(node);
    }
}
