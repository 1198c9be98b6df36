package io.processhub.coordinator;

import io.processhub.coordinator.Resident.State;
import io.processhub.hook.HubEvent;
import io.processhub.move.Arrival;
import io.processhub.move.Lineage;
import io.processhub.process.ProcessId;
import io.processhub.process.ProcessSpec;
import io.processhub.process.RestartLimit;
import io.processhub.process.RestartPolicy;
import io.processhub.process.Role;
import io.processhub.process.StartReason;
import io.processhub.process.StopReason;
import io.processhub.registry.EndCause;
import io.processhub.registry.Instance;
import io.processhub.registry.Intent;
import io.processhub.registry.Presence;
import io.processhub.registry.Stamp;
import io.processhub.replica.Replica;
import io.processhub.replica.Row;
import io.processhub.supervision.Supervision;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The processes that this node hosts. Whatever happens to their instances is written into this node's log; a crash is
 * answered according to the restart policy.
 */
final class Residents {
    private static final Duration TELL_AGAIN = Duration.ofMillis(400);

    private final Replica replica;
    private final Turn turn;
    private final Complaints complaints;
    private final Map<ProcessId, Resident> residents = new LinkedHashMap<>();

    /** Hears that a wish could not be fulfilled here. */
    @FunctionalInterface
    interface Complaints {
        void startFailed(Intent intent, String reason);
    }

    Residents(Replica replica, Turn turn, Complaints complaints) {
        this.replica = replica;
        this.turn = turn;
        this.complaints = complaints;
    }

    @Nullable
    Resident find(ProcessId id) {
        return residents.get(id);
    }

    Collection<Resident> all() {
        return List.copyOf(residents.values());
    }

    int count() {
        return residents.size();
    }

    /** Tells how many are left, again and again until none is. */
    void tellRemaining() {
        turn.outbox().add(new Effect.Tell(new HubEvent.HandingOver(turn.now(), count())));
        if (count() > 0) {
            turn.agenda().in(TELL_AGAIN, this::tellRemaining);
        }
    }

    /** Carries a wish that is news, without waiting for the log that it comes from. */
    void accept(Intent intent) {
        turn.hear(intent.stamp().clock());
        Row row = replica.row(intent.id());
        if (intent.supersedes(row == null ? null : row.intent())) {
            replica.write(intent);
        } else {
            replica.touch(intent.id()); // whoever asks again may wait for something that was missed
        }
    }

    /** Starts it here, in the place of a copy elsewhere, by its epoch, or of none. */
    void start(Intent intent, StartReason reason, Role role, long predecessor) {
        Resident resident = place(intent, role);
        resident.takesPlaceOf(predecessor);
        run(resident, reason);
    }

    private Resident place(Intent intent, Role role) {
        var resident = new Resident(intent, role, turn.stamp());
        residents.put(intent.id(), resident);
        return resident;
    }

    private void run(Resident resident, StartReason reason) {
        turn.outbox().add(running(resident, reason));
    }

    private static Effect.Run running(Resident resident, StartReason reason) {
        ProcessSpec spec = resident.wanted().spec();
        resident.startedFor(reason);
        return new Effect.Run(spec, resident.epoch(), reason, resident.role());
    }

    /** Starts what was handed over; it handles no message until it is resumed. */
    void arrive(Intent intent, Role role, Arrival arrival) {
        long predecessor = arrival.opening().epoch();
        Resident resident = place(intent, role);
        resident.takesPlaceOf(predecessor);
        resident.lineage(Lineage.NONE.with(predecessor, arrival.opening().lineage()));
        Effect.Run run = running(resident, StartReason.MIGRATED);
        turn.outbox().add(new Effect.Arrive(run, arrival.handOut(), arrival.required()));
    }

    /** Forgets a process that did not start. */
    void dismiss(Resident resident) {
        forget(resident);
        replica.touch(resident.id());
    }

    /** Ends an instance; a second reason does not change the first. */
    void stop(Resident resident, StopReason reason) {
        switch (resident.state()) {
            case STARTING, RUNNING -> {
                resident.stopping(reason);
                turn.outbox().add(new Effect.Halt(resident.id(), resident.epoch(), reason));
            }
            case WAITING -> dismiss(resident);
            case STOPPING -> {}
        }
    }

    /** Drops a process that has no instance any more. */
    private void forget(Resident resident) {
        residents.remove(resident.id());
        turn.outbox().add(new Effect.Discard(resident.id()));
    }

    /** The same is wanted again, by a later wish: this node carries the later one. */
    void renew(Resident resident, Intent later) {
        resident.renew(later);
        replica.write(later);
    }

    void started(ProcessId id, long epoch, boolean merges) {
        Resident resident = residents.get(id);
        if (resident == null || !resident.is(State.STARTING, epoch)) {
            return;
        }
        resident.running(merges, turn.agenda().nanos());
        carry(resident.intent());
        Stamp wish = resident.intent().stamp();
        var instance = new Instance(epoch, resident.role(), resident.startReason(), wish, resident.predecessor());
        replica.write(id, new Presence.Running(instance));
    }

    /** A host carries the wish for what it hosts. */
    private void carry(Intent intent) {
        Row row = replica.row(intent.id());
        Intent carried = row == null ? null : row.carriedBy(replica.self());
        if (intent.supersedes(carried)) {
            replica.write(intent);
        }
    }

    void failed(ProcessId id, long epoch, String error) {
        Resident resident = residents.get(id);
        if (resident != null && resident.is(State.STARTING, epoch)) {
            complaints.startFailed(resident.intent(), error);
            crashed(resident, error);
        }
    }

    void ended(ProcessId id, long epoch, @Nullable String error) {
        Resident resident = residents.get(id);
        if (resident == null || !resident.is(State.RUNNING, epoch)) {
            return;
        }
        replica.write(id, new Presence.Ended(error == null ? EndCause.FINISHED : EndCause.CRASHED));
        if (error == null && resident.wanted().spec().restart() != RestartPolicy.PERMANENT) {
            retire(resident);
        } else {
            crashed(resident, error == null ? "it returned, though it is permanent" : error);
        }
    }

    private void crashed(Resident resident, String error) {
        ProcessSpec spec = resident.wanted().spec();
        if (spec.restart() == RestartPolicy.TEMPORARY) {
            retire(resident);
            return;
        }
        long nanos = turn.agenda().nanos();
        switch (resident.supervision().crashed(spec.limit(), nanos, turn.random())) {
            case Supervision.Verdict.Restart(var delay) -> {
                resident.waiting();
                long epoch = resident.epoch();
                turn.agenda().in(delay, () -> startAgain(resident, epoch));
                replica.touch(resident.id()); // another copy may have become active meanwhile
            }
            case Supervision.Verdict.Park() -> park(resident, spec.limit(), error);
        }
    }

    private void startAgain(Resident resident, long epoch) {
        if (residents.get(resident.id()) == resident && resident.is(State.WAITING, epoch)) {
            resident.startAgain(turn.stamp());
            run(resident, StartReason.RESTARTED);
        }
    }

    /** Nobody shall start it again: it is done with, cluster-wide. */
    private void retire(Resident resident) {
        forget(resident);
        Intent latest = latest(resident.id());
        if (latest == null || !latest.supersedes(resident.intent())) {
            replica.write(new Intent(resident.id(), new Stamp(turn.stamp(), replica.self()), null));
        }
    }

    private @Nullable Intent latest(ProcessId id) {
        Row row = replica.row(id);
        return row == null ? null : row.intent();
    }

    private void park(Resident resident, RestartLimit limit, String error) {
        ProcessId id = resident.id();
        forget(resident);
        carry(resident.intent());
        Instant until = turn.now().plus(limit.parkedFor()).truncatedTo(ChronoUnit.MILLIS);
        replica.write(id, new Presence.Parked(error, resident.intent().stamp(), until));
        turn.outbox().add(new Effect.Tell(new HubEvent.ProcessParked(turn.now(), id, error, limit.parkedFor())));
        Stamp wish = resident.intent().stamp();
        turn.agenda().in(limit.parkedFor(), () -> unpark(id, wish));
    }

    private void unpark(ProcessId id, Stamp wish) {
        Row row = replica.row(id);
        if (row != null && wish.equals(row.parking(replica.self()))) {
            replica.write(id, new Presence.Ended(EndCause.CRASHED));
        }
    }

    void stopped(ProcessId id, long epoch) {
        Resident resident = residents.get(id);
        if (resident == null || !resident.is(State.STOPPING, epoch)) {
            return;
        }
        residents.remove(id);
        Row row = replica.row(id);
        if (row != null && row.instanceOn(replica.self()) != null) {
            end(row, cause(resident));
        } else {
            replica.touch(id);
        }
    }

    /** A copy that is handed over takes the wish out of this log; it must not be the last log that has it. */
    private void end(Row row, EndCause cause) {
        Intent latest = row.intent();
        replica.write(row.id(), new Presence.Ended(cause));
        if (latest != null && (latest.supersedes(row.intent()) || !row.carried())) {
            replica.write(latest);
        }
    }

    private static EndCause cause(Resident resident) {
        return switch (resident.stopReason()) {
            case MOVED -> EndCause.MOVED;
            case SUPERSEDED -> EndCause.SUPERSEDED;
            case QUORUM_LOST -> EndCause.QUORUM_LOST;
            case HUB_CLOSED -> EndCause.NODE_LOST;
            case REQUESTED -> EndCause.STOPPED;
            case null -> throw new IllegalStateException("resident " + resident.id() + " stops without a reason");
        };
    }
}
