package io.processhub.coordinator;

import io.processhub.coordinator.LocalInstance.State;
import io.processhub.coordinator.port.Effect;
import io.processhub.coordinator.port.Input;
import io.processhub.log.Entry.Presence;
import io.processhub.registry.Instance;
import io.processhub.replication.ProcessRecord;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives an instance a greater epoch: above the token that its store has seen, of an instance whose node failed before
 * any other node knew of it; or above the epoch of a later instance that this node knew, and that failed before it had
 * taken the place of this one. Only the instance that would run on anyway gets one: it runs here, where it belongs, is
 * active, and nothing is known that could replace it.
 *
 * @param mayRun whether this node may run processes, by the partition strategy
 */
record EpochRaises(HubState state, Handovers handovers, HubContext context, BooleanSupplier mayRun) {

    void raise(Input.RaiseAsked asked) {
        LocalInstance local = state.local(asked.id());
        boolean runs =
                local != null && (local.is(State.RUNNING, asked.born()) || local.is(State.STARTING, asked.born()));
        if (local == null || !runs) {
            refuse(asked, "this instance does not run any more");
        } else if (local.epoch() > asked.seen()) {
            context.answer(new Effect.AnswerRaise(asked.call(), local.epoch(), null)); // it was asked for twice
        } else {
            String obstacle = obstacle(local, asked.seen());
            if (obstacle == null) {
                raise(local, asked.seen());
                context.answer(new Effect.AnswerRaise(asked.call(), local.epoch(), null));
            } else {
                refuse(asked, obstacle);
            }
        }
    }

    /** Stores accept what the instance here writes, though there was a later one: it is gone, and this one is left. */
    void follow(ProcessRecord record) {
        LocalInstance local = state.local(record.id());
        if (local == null
                || local.state() != State.RUNNING
                || !state.placement().single()) {
            return;
        }
        long latest = record.termMax();
        if (local.epoch() < latest && obstacle(local, latest) == null) {
            raise(local, latest);
            context.perform(new Effect.Raise(local.id(), local.born(), local.epoch()));
        }
    }

    private void refuse(Input.RaiseAsked asked, String why) {
        String refusal = "process " + asked.id() + " keeps its epoch on " + state.self() + ": " + why;
        context.answer(new Effect.AnswerRaise(asked.call(), 0, refusal));
    }

    private @Nullable String obstacle(LocalInstance local, long seen) {
        ProcessId id = local.id();
        ProcessRecord record = state.row(id);
        if (record == null || !mayRun.getAsBoolean()) {
            return "this node must not run processes at the moment";
        }
        if (!state.placement().owners(record).contains(state.self())
                || handovers.outgoing().underWay(id)
                || handovers.merges().merging(id)) {
            return "it moves, or takes over the state of another instance";
        }
        if (state.placement().single() && record.hosts().stream().anyMatch(host -> !host.equals(state.self()))) {
            return "another instance is known, on " + record.hosts();
        }
        if (local.state() == State.RUNNING && !settled(record, local)) {
            return "it is not active, or its role is about to change";
        }
        return context.clock().mayMakeAfter(seen)
                ? null
                : "the token " + seen
                        + " is further ahead of the clock of this node than twice the maxClockSkew of "
                        + context.clock().skewMax();
    }

    /** Whether the registry shows the active role that this instance has. */
    private boolean settled(ProcessRecord record, LocalInstance local) {
        Instance shown = record.instanceOn(state.self());
        return shown != null
                && shown.role() == Role.ACTIVE
                && local.role() == Role.ACTIVE
                && shown.term() == local.term()
                && (state.placement().single() || record.termMax() == local.term());
    }

    /** One that still starts is not in the registry yet: it will appear there with the epoch that it gets now. */
    private void raise(LocalInstance local, long seen) {
        context.observe(seen);
        long before = local.epoch();
        local.raise(context.stamp());
        if (local.state() == State.RUNNING) {
            Instance shown = Objects.requireNonNull(
                    Objects.requireNonNull(state.row(local.id())).instanceOn(state.self()));
            state.registry().write(local.id(), new Presence.Running(shown.raised(before, local.epoch())));
        }
    }
}
