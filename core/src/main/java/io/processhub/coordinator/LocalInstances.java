package io.processhub.coordinator;

import io.processhub.coordinator.LocalInstance.State;
import io.processhub.coordinator.port.Effect;
import io.processhub.handover.IncomingHandover;
import io.processhub.handover.Lineage;
import io.processhub.hook.HubEvent;
import io.processhub.log.Entry.Presence;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.registry.Instance;
import io.processhub.registry.Instance.EndCause;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.registry.Intent.Wanted;
import io.processhub.replication.ProcessRecord;
import io.processhub.replication.ReplicatedRegistry;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.ProcessSpec.RestartPolicy;
import io.processhub.spec.RestartLimit;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import io.processhub.supervision.Supervision;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The processes on this node. Every change of their instances is written into this node's log; a crash leads to what
 * the restart policy says.
 */
final class LocalInstances {
    /** When something is tried again that had to wait for the clock. */
    private static final Duration CLOCK_AGAIN = Duration.ofSeconds(1);

    private static final Duration REPORT_AGAIN = Duration.ofMillis(400);

    private final ReplicatedRegistry registry;
    private final HubContext context;
    private final FailureListener failures;
    private final Map<ProcessId, LocalInstance> instances = new LinkedHashMap<>();

    /** Reacts to an intent that could not be fulfilled here. */
    @FunctionalInterface
    interface FailureListener {
        void startFailed(Intent intent, String reason);
    }

    LocalInstances(ReplicatedRegistry registry, HubContext context, FailureListener failures) {
        this.registry = registry;
        this.context = context;
        this.failures = failures;
    }

    @Nullable
    LocalInstance find(ProcessId id) {
        return instances.get(id);
    }

    Collection<LocalInstance> all() {
        return List.copyOf(instances.values());
    }

    /** {@return the processes that they are of} */
    List<Wanted> wanted() {
        return instances.values().stream().map(LocalInstance::wanted).toList();
    }

    int count() {
        return instances.size();
    }

    boolean noneMatch(Predicate<ProcessId> condition) {
        return instances.keySet().stream().noneMatch(condition);
    }

    /** Publishes how many are left, again and again until none is. */
    void reportRemaining() {
        context.publish(new HubEvent.HandingOver(context.now(), count()));
        if (count() > 0) {
            context.later(REPORT_AGAIN, this::reportRemaining);
        }
    }

    /** Writes an intent that is news into this log, without waiting for the log that it comes from. */
    void accept(Intent intent) {
        context.observe(intent.stamp().clock());
        ProcessRecord record = registry.record(intent.id());
        if (intent.supersedes(record == null ? null : record.intent())) {
            passOn(intent);
        } else {
            registry.enqueue(intent.id()); // a node that asks again may wait for something that was missed
        }
    }

    /** {@return whether an epoch may be given here at the moment, which others would accept} */
    boolean mayStart() {
        return context.clock().mayMake();
    }

    /** Starts it here, in the place of a copy elsewhere, by its epoch, or of none. */
    void start(Intent intent, StartReason reason, Role role, long predecessor) {
        LocalInstance local = place(intent, role);
        local.takesPlaceOf(predecessor);
        run(local, reason);
    }

    private LocalInstance place(Intent intent, Role role) {
        var local = new LocalInstance(intent, role, context.stamp());
        instances.put(intent.id(), local);
        return local;
    }

    private void run(LocalInstance local, StartReason reason) {
        context.perform(running(local, reason));
    }

    private static Effect.Run running(LocalInstance local, StartReason reason) {
        local.startedFor(reason);
        return new Effect.Run(local.wanted(), local.born(), reason, local.role());
    }

    /** Starts what was handed over; it handles no message until it is resumed. */
    void arrive(Intent intent, Role role, IncomingHandover.Move move) {
        long predecessor = move.epoch();
        LocalInstance local = place(intent, role);
        local.takesPlaceOf(predecessor);
        local.lineage(Lineage.NONE.with(predecessor, move.lineage()));
        Effect.Run run = running(local, StartReason.MIGRATED);
        context.perform(new Effect.Arrive(run, move.handOut(), move.question().required()));
    }

    /** Forgets a process that did not start. */
    void dismiss(LocalInstance local) {
        forget(local);
        registry.enqueue(local.id());
    }

    /** Ends an instance; a second reason does not change the first. */
    void stop(LocalInstance local, StopReason reason) {
        switch (local.state()) {
            case STARTING, RUNNING -> {
                local.stopping(reason);
                context.perform(new Effect.Halt(local.id(), local.born(), reason));
            }
            case WAITING -> dismiss(local);
            case STOPPING -> {}
        }
    }

    /** Drops a process that has no instance any more. */
    private void forget(LocalInstance local) {
        instances.remove(local.id());
        context.perform(new Effect.Discard(local.id()));
    }

    /** A later intent wants the same: this log carries the later one. */
    void renew(LocalInstance local, Intent later) {
        local.renew(later);
        passOn(later);
    }

    /** Writes an intent of another node into this log, unless others might refuse it from here: then later. */
    void passOn(Intent intent) {
        if (context.clock().mayPassOn(intent.stamp().clock())) {
            registry.write(intent);
        } else {
            context.later(CLOCK_AGAIN, () -> carry(intent));
        }
    }

    void started(ProcessId id, long epoch, boolean merges) {
        LocalInstance local = instances.get(id);
        if (local == null || !local.is(State.STARTING, epoch)) {
            return;
        }
        local.running(merges, context.nanos());
        carry(local.intent());
        Stamp intended = local.intent().stamp();
        var instance = new Instance(local.epoch(), local.role(), local.startReason(), intended, local.predecessor());
        registry.write(id, new Presence.Running(instance));
    }

    /** The log of a node carries the intents of what it runs. */
    private void carry(Intent intent) {
        ProcessRecord record = registry.record(intent.id());
        Intent carried = record == null ? null : record.carriedBy(registry.self());
        if (intent.supersedes(carried)) {
            passOn(intent);
        }
    }

    void failed(ProcessId id, long epoch, String error) {
        LocalInstance local = instances.get(id);
        if (local != null && local.is(State.STARTING, epoch)) {
            failures.startFailed(local.intent(), error);
            showCrash(local);
            crashed(local, error);
        }
    }

    /** An instance that never ran has no entry that shows its end, and other nodes are to know that it was tried. */
    private void showCrash(LocalInstance local) {
        ProcessRecord record = registry.record(local.id());
        if (record != null && !record.crashedOn(registry.self())) {
            registry.write(local.id(), new Presence.Ended(EndCause.CRASHED).after(activeIn(local)));
        }
    }

    /** A store may have seen the epoch of an instance that failed while it started. */
    private static long activeIn(LocalInstance local) {
        return local.role() == Role.ACTIVE ? local.term() : 0;
    }

    void ended(ProcessId id, long epoch, @Nullable String error) {
        LocalInstance local = instances.get(id);
        if (local == null || !local.is(State.RUNNING, epoch)) {
            return;
        }
        registry.write(id, new Presence.Ended(error == null ? EndCause.FINISHED : EndCause.CRASHED));
        if (error == null && local.wanted().spec().restart() != RestartPolicy.PERMANENT) {
            retire(local);
        } else {
            crashed(local, error == null ? "it returned, though it is permanent" : error);
        }
    }

    private void crashed(LocalInstance local, String error) {
        ProcessSpec<?> spec = local.wanted().spec();
        if (spec.restart() == RestartPolicy.TEMPORARY) {
            retire(local);
            return;
        }
        long nanos = context.nanos();
        switch (local.supervision().crashed(spec.limit(), nanos, context.random())) {
            case Supervision.Verdict.Restart(var delay) -> {
                local.waiting();
                long epoch = local.born();
                context.later(delay, () -> startAgain(local, epoch));
                registry.enqueue(local.id()); // another copy may have become active meanwhile
            }
            case Supervision.Verdict.Park() -> park(local, error);
        }
    }

    private void startAgain(LocalInstance local, long epoch) {
        if (instances.get(local.id()) != local || !local.is(State.WAITING, epoch)) {
            return;
        }
        if (!mayStart()) {
            context.later(CLOCK_AGAIN, () -> startAgain(local, epoch));
        } else {
            local.startAgain(context.stamp());
            run(local, StartReason.RESTARTED);
        }
    }

    /** Ends the process in the whole cluster: it is not wanted any more. */
    private void retire(LocalInstance local) {
        if (!mayStart()) {
            local.waiting();
            long epoch = local.born();
            context.later(CLOCK_AGAIN, () -> {
                if (instances.get(local.id()) == local && local.is(State.WAITING, epoch)) {
                    retire(local);
                }
            });
            return;
        }
        forget(local);
        Intent latest = latest(local.id());
        if (latest == null || !latest.supersedes(local.intent())) {
            registry.write(new Intent(local.id(), new Stamp(context.stamp(), registry.self()), null));
        }
    }

    private @Nullable Intent latest(ProcessId id) {
        ProcessRecord record = registry.record(id);
        return record == null ? null : record.intent();
    }

    /** Tries it here no more for a while, but on another node. */
    void park(LocalInstance local, String error) {
        ProcessId id = local.id();
        RestartLimit limit = local.wanted().spec().limit();
        forget(local);
        carry(local.intent());
        Instant until = context.now().plus(limit.parkedFor()).truncatedTo(ChronoUnit.MILLIS);
        registry.write(id, new Presence.Parked(error, local.intent().stamp(), until).after(activeIn(local)));
        context.publish(new HubEvent.ProcessParked(context.now(), id, error, limit.parkedFor()));
        Stamp intended = local.intent().stamp();
        context.later(limit.parkedFor(), () -> unpark(id, intended));
    }

    private void unpark(ProcessId id, Stamp intended) {
        ProcessRecord record = registry.record(id);
        if (record != null && intended.equals(record.parking(registry.self()))) {
            registry.write(id, new Presence.Ended(EndCause.CRASHED));
        }
    }

    void stopped(ProcessId id, long epoch) {
        LocalInstance local = instances.get(id);
        if (local == null || !local.is(State.STOPPING, epoch)) {
            return;
        }
        instances.remove(id);
        ProcessRecord record = registry.record(id);
        if (record != null && record.instanceOn(registry.self()) != null) {
            end(record, cause(local));
        } else {
            registry.enqueue(id);
        }
    }

    /** The end of a copy takes the intent out of this log; the intent must not vanish from all logs by that. */
    private void end(ProcessRecord record, EndCause cause) {
        Intent latest = record.intent();
        registry.write(record.id(), new Presence.Ended(cause));
        if (latest != null && (latest.supersedes(record.intent()) || !record.carried())) {
            passOn(latest);
        }
    }

    private static EndCause cause(LocalInstance local) {
        return switch (local.stopReason()) {
            case MOVED -> EndCause.MOVED;
            case SUPERSEDED -> EndCause.SUPERSEDED;
            case QUORUM_LOST -> EndCause.QUORUM_LOST;
            case HUB_CLOSED -> EndCause.NODE_LOST;
            case REQUESTED -> EndCause.STOPPED;
            case null -> throw new IllegalStateException("instance of " + local.id() + " stops without a reason");
        };
    }
}
