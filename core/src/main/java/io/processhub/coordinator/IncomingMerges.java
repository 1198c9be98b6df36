package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.LocalInstance.State;
import io.processhub.coordinator.port.Effect;
import io.processhub.handover.IncomingHandover;
import io.processhub.handover.IncomingHandover.Attempt;
import io.processhub.hook.HubEvent;
import io.processhub.registry.Instance.Location;
import io.processhub.replication.ProcessRecord;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.migration.MigrationStrategy.Terms;
import io.processhub.wire.Packet.HandoverMessage;
import io.processhub.wire.Packet.HandoverMessage.Conflict;
import org.jspecify.annotations.Nullable;

/**
 * The conflicts of which the copy on this node is the survivor. A superseded copy asks before it stops: the copy here
 * merges its state, or goes on without when one of the two cannot merge, or both contain the state of the same earlier
 * copy. Which copy survives is written in {@link io.processhub.handover.ConflictRules}.
 */
final class IncomingMerges {
    private final HubState state;
    private final HubContext context;
    private final StateReceiver<IncomingHandover.Merge> receiver;

    IncomingMerges(HubState state, Terms terms, HubContext context) {
        this.state = state;
        this.context = context;
        this.receiver =
                new StateReceiver<>(state, new StateReceiver.Limits(terms.timeout(), terms.stateBytesMax()), context);
    }

    /** {@return whether a source still depends on this node to say what became of its state} */
    boolean owesAnswers() {
        return receiver.owesAnswers();
    }

    /** {@return whether a copy here, which must not move meanwhile, is about to merge the state of another one} */
    boolean merging(ProcessId id) {
        return receiver.find(id) != null;
    }

    /** The instance here that a conflict names as the survivor; {@code null} when it has ended. */
    private @Nullable LocalInstance survivor(ProcessId id, Conflict conflict) {
        LocalInstance local = state.local(id);
        boolean survives = local != null && local.state() == State.RUNNING && local.epoch() == conflict.survivor();
        return survives ? local : null;
    }

    // ---- messages of the source

    /** A copy elsewhere is superseded by the one here. Without a survivor here there is no answer, and it goes on. */
    void asked(Attempt attempt, Conflict conflict) {
        LocalInstance local = survivor(attempt.id(), conflict);
        IncomingHandover.Merge known = receiver.find(attempt.id());
        if (local == null) {
            return;
        }
        var merge = new IncomingHandover.Merge(attempt, context.stamp(), conflict);
        if (known != null && known.is(attempt)) {
            receiver.ready(known);
        } else if (!canMerge(local, conflict)) {
            settle(merge, local);
        } else if (merge.mayReplace(known)) {
            receiver.expect(merge);
        }
    }

    private static boolean canMerge(LocalInstance local, Conflict conflict) {
        return conflict.state()
                && local.merges()
                && !local.lineage().shares(local.epoch(), conflict.epoch(), conflict.lineage());
    }

    /** Takes a part of the state; false when it belongs to no merge. */
    boolean take(Attempt attempt, HandoverMessage.Part part) {
        return receiver.take(attempt, part, this::merge);
    }

    private void merge(IncomingHandover.Merge merge) {
        LocalInstance local = survivor(merge.id(), merge.question());
        byte[] received = local == null ? null : merge.handOut();
        if (local != null && received != null) {
            context.perform(new Effect.Merge(merge.id(), local.born(), merge.attempt(), received));
        } else {
            receiver.refuse(merge, "it has no state, or the later copy has ended");
        }
    }

    /** Calls a merge off, unless it is being done, which cannot be undone; false when it is not under way. */
    boolean withdraw(Attempt attempt) {
        IncomingHandover.Merge merge = receiver.find(attempt);
        if (merge != null && !merge.complete()) {
            receiver.refuse(merge, "withdrawn");
        }
        return merge != null;
    }

    /** Answers about a merge that was done; false when it is not one. */
    boolean answerAgain(Attempt attempt) {
        IncomingHandover.Merge merge = receiver.succeeded(attempt);
        if (merge != null) {
            answer(merge);
        }
        return merge != null;
    }

    private void answer(IncomingHandover.Merge merge) {
        receiver.answer(merge, merge.merged() ? new HandoverMessage.Arrived() : new HandoverMessage.Settled());
    }

    // ---- news of the instance here

    /** An instance here has merged the state of another one, or could not: then that state is lost. */
    void merged(ProcessId id, long attempt, @Nullable String error) {
        IncomingHandover.Merge merge = receiver.find(id);
        LocalInstance local = merge == null ? null : survivor(id, merge.question());
        if (merge != null && local != null && merge.attempt() == attempt) {
            receiver.succeed(merge);
            if (error == null) {
                merge.hasMerged();
                local.lineage(local.lineage().with(merge.epoch(), merge.lineage()));
            }
            settle(merge, local);
            state.enqueue(id);
        }
    }

    /** Answers the source, and publishes the conflict once, however often the source asks. */
    private void settle(IncomingHandover.Merge merge, LocalInstance local) {
        long epoch = merge.epoch();
        if (!local.lineage().settled().contains(epoch)) {
            local.lineage(local.lineage().settle(epoch));
            var survivor = new Location(state.self(), local.epoch());
            var superseded = new Location(merge.source(), epoch);
            context.publish(
                    new HubEvent.ConflictResolved(context.now(), merge.id(), survivor, superseded, merge.merged()));
        }
        answer(merge);
    }

    // ---- changes of the process and of the members

    /** Without its survivor a merge is over, also one that is being done. */
    void reconcile(ProcessRecord record) {
        receiver.forgetEnded(record);
        IncomingHandover.Merge merge = receiver.find(record.id());
        if (merge != null && survivor(record.id(), merge.question()) == null) {
            receiver.refuse(merge, "the later copy has ended");
        }
    }

    void lost(NodeId node) {
        receiver.lost(node);
    }
}
