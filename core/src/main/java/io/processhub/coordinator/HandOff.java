package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.placement.RoleAssignment;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.registry.Intent;
import io.processhub.registry.Registration.Copy;
import io.processhub.replication.ProcessRecord;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.migration.MigrationStrategy;
import io.processhub.strategy.migration.MigrationStrategy.Move;
import io.processhub.strategy.migration.MigrationStrategy.Step;
import io.processhub.strategy.migration.MigrationStrategy.Terms;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Brings a process from a copy here, which is at the wrong place, to the owners: asks the migration strategy for the
 * next step and carries it out. An owner begins by a handover of the copy here, or because it is invited to start one
 * of its own. Every step may be lost and is repeated.
 */
final class HandOff {
    private static final Duration RECONCILE_AGAIN = Duration.ofSeconds(1);

    private final HubState state;
    private final MigrationStrategy migration;
    private final OutgoingHandovers outgoing;
    private final HubContext context;

    HandOff(HubState state, MigrationStrategy migration, OutgoingHandovers outgoing, HubContext context) {
        this.state = state;
        this.migration = migration;
        this.outgoing = outgoing;
        this.context = context;
    }

    /** Hands the state of a copy here over to a later copy elsewhere, which survives it. */
    void mergeInto(Copy survivor, LocalInstance local) {
        outgoing.resolveConflict(local, survivor, migration.merging());
    }

    /**
     * Carries out the next step for a copy of which no handover is under way, or which has been replaced.
     *
     * @param replaced whether the copy here is not needed any more
     * @return whether the copy here was stopped
     */
    boolean step(ProcessRecord record, List<NodeId> owners, LocalInstance local, boolean replaced) {
        List<NodeId> idle = idle(record, owners);
        Attempts attempts = local.attempts();
        attempts.targets(idle);
        Duration since = attempts.asks() == 0 ? Duration.ZERO : context.since(attempts.askedAt());
        switch (migration.next(new Move(replaced, attempts.asks(), since))) {
            case Step.AskTargets() -> askTargets(record, idle, local);
            case Step.HandOver(var terms) -> handOver(RoleAssignment.leaving(record, owners), idle, local, terms);
            case Step.StopSource() -> {
                if (replaced) { // whatever the strategy says, the last copy stays
                    stop(local);
                    return true;
                }
            }
            case Step.Wait(Duration pause) -> reconcileLater(record.id(), pause);
        }
        return false;
    }

    private void stop(LocalInstance local) {
        boolean asked = state.placement().single() || local.attempts().asks() > 0;
        state.instances().stop(local, asked ? StopReason.MOVED : StopReason.SUPERSEDED);
    }

    private void askTargets(ProcessRecord record, List<NodeId> idle, LocalInstance local) {
        Intent intent = Objects.requireNonNull(record.intent(), "only what is wanted is handed off");
        if (!idle.isEmpty()) {
            idle.forEach(owner -> context.askMove(owner, intent));
            local.attempts().asked(context.nanos());
            reconcileLater(record.id(), RECONCILE_AGAIN);
        }
    }

    /** An owner that runs an older copy is not asked: it stops that one first, and its news lead to another step. */
    private static List<NodeId> idle(ProcessRecord record, List<NodeId> owners) {
        return owners.stream().filter(owner -> record.instanceOn(owner) == null).toList();
    }

    /**
     * Each copy at a wrong place has a target of its own, the active copy the first; the first copy invites the owners
     * for which no copy is left.
     */
    private void handOver(List<NodeId> leaving, List<NodeId> idle, LocalInstance local, Terms terms) {
        int place = leaving.indexOf(state.self());
        if (place >= 0 && place < idle.size()) {
            outgoing.move(local, idle.get(place), terms);
            invite(local, place == 0 ? idle.subList(Math.min(leaving.size(), idle.size()), idle.size()) : List.of());
        }
    }

    /**
     * Keeps the other owners informed while a handover of one of several copies is under way. An invitation may be
     * lost, or may overtake what the owner has to know first; another copy at a wrong place may fail to hand over. The
     * first of these copies invites again, so that no owner begins without the state of the active copy.
     */
    void proceed(ProcessRecord record, List<NodeId> owners, LocalInstance local) {
        outgoing.reconsider(record);
        boolean first = RoleAssignment.leaving(record, owners).indexOf(state.self()) == 0;
        if (first && context.since(local.attempts().invitedAt()).compareTo(RECONCILE_AGAIN) >= 0) {
            List<NodeId> others = idle(record, owners).stream()
                    .filter(owner -> !outgoing.underWay(local.id(), owner))
                    .toList();
            invite(local, others);
        }
    }

    private void invite(LocalInstance local, List<NodeId> owners) {
        owners.forEach(owner -> context.askMove(owner, local.intent()));
        if (!state.placement().single()) {
            local.attempts().invited(context.nanos());
            reconcileLater(local.id(), RECONCILE_AGAIN);
        }
    }

    private void reconcileLater(ProcessId id, Duration pause) {
        context.later(pause, () -> state.enqueue(id));
    }

    /** How often owners were asked to take a copy over that runs at the wrong place. Most copies never have any. */
    static final class Attempts {
        /** The owners without a copy since asking began. */
        private final Set<NodeId> targets = new TreeSet<>();

        /** How often the owners were asked to take it over, and when last. */
        private int asks;

        private long askedAt;

        /** When owners other than the one it is handed over to were asked last. */
        private long invitedAt;

        /** How often it was asked for its state in favour of the survivor of a conflict, and when last. */
        private int stateRequests;

        private long stateRequestedAt;

        /** Who is to be asked now: asking begins anew with the first who was not to be asked before. */
        void targets(List<NodeId> idle) {
            if (targets.addAll(idle)) {
                asks = 0;
            }
        }

        int asks() {
            return asks;
        }

        long askedAt() {
            return askedAt;
        }

        void asked(long nanos) {
            asks++;
            askedAt = nanos;
        }

        long invitedAt() {
            return invitedAt;
        }

        void invited(long nanos) {
            invitedAt = nanos;
        }

        int stateRequests() {
            return stateRequests;
        }

        long stateRequestedAt() {
            return stateRequestedAt;
        }

        void stateRequested(long nanos) {
            stateRequests++;
            stateRequestedAt = nanos;
        }

        /** It is not to go elsewhere, or not to the former target: asking begins anew. */
        void restart() {
            targets.clear();
            asks = 0;
            stateRequests = 0;
        }
    }
}
