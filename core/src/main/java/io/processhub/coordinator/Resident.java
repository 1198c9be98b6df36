package io.processhub.coordinator;

import io.processhub.move.Lineage;
import io.processhub.process.ProcessId;
import io.processhub.process.Role;
import io.processhub.process.StartReason;
import io.processhub.process.StopReason;
import io.processhub.registry.Intent;
import io.processhub.supervision.Supervision;
import org.jspecify.annotations.Nullable;

/** A process that this node hosts, from the decision to start it until its last instance here is gone. */
final class Resident {
    private final Supervision supervision = new Supervision();

    private Intent intent;
    private Role role;
    private long epoch;

    /** Of its role. */
    private long term;

    /** Since when it is to become active, and has not been told; {@code null} when it is not. */
    private @Nullable Vacancy vacancy;

    private long runningSince;
    private StartReason startReason = StartReason.FRESH;

    /** The epoch of the copy whose place it took; 0 for none. */
    private long predecessor;

    private Lineage lineage = Lineage.NONE;
    private boolean merges;
    private State state = State.STARTING;
    private @Nullable StopReason stopReason;

    /** How often the owners were asked to take it over, and when last. */
    private int asks;

    private long askedAt;

    /** When owners other than the one it is handed over to were asked last. */
    private long invitedAt;
    /** How often it was asked for its state in favour of another copy, and when last. */
    private int tellings;

    private long toldAt;

    /** Where it is in its life. */
    enum State {
        STARTING,
        RUNNING,
        /** Crashed; waits to be started again. */
        WAITING,
        STOPPING
    }

    /** No copy is active: since when, on the monotonic clock; and whether the last one that was has made way. */
    record Vacancy(long since, boolean passedOn) {}

    Resident(Intent intent, Role role, long epoch) {
        this.intent = intent;
        this.role = role;
        this.epoch = epoch;
        this.term = epoch;
    }

    ProcessId id() {
        return intent.id();
    }

    Intent.Wanted wanted() {
        if (intent.wanted() == null) {
            throw new IllegalStateException("resident " + id() + " for a wish not to run");
        }
        return intent.wanted();
    }

    Intent intent() {
        return intent;
    }

    /** The same was wished again, later. */
    void renew(Intent later) {
        intent = later;
    }

    Role role() {
        return role;
    }

    long term() {
        return term;
    }

    /** It has another role from now on, or will start in it; whether the copy knows is another question. */
    void assign(Role next, long since) {
        role = next;
        term = since;
    }

    @Nullable
    Vacancy vacancy() {
        return vacancy;
    }

    void vacancy(@Nullable Vacancy found) {
        vacancy = found;
    }

    long epoch() {
        return epoch;
    }

    void startedFor(StartReason reason) {
        startReason = reason;
    }

    StartReason startReason() {
        return startReason;
    }

    long predecessor() {
        return predecessor;
    }

    void takesPlaceOf(long other) {
        predecessor = other;
    }

    Lineage lineage() {
        return lineage;
    }

    void lineage(Lineage longer) {
        lineage = longer;
    }

    /** Whether its states can be merged. */
    boolean merges() {
        return merges;
    }

    State state() {
        return state;
    }

    boolean is(State expected, long instance) {
        return state == expected && epoch == instance;
    }

    Supervision supervision() {
        return supervision;
    }

    @Nullable
    StopReason stopReason() {
        return stopReason;
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

    /** It is to stay after all. */
    void settled() {
        asks = 0;
        tellings = 0;
    }

    void running(boolean mergeable, long nanos) {
        state = State.RUNNING;
        merges = mergeable;
        runningSince = nanos;
    }

    int tellings() {
        return tellings;
    }

    long toldAt() {
        return toldAt;
    }

    void told(long nanos) {
        tellings++;
        toldAt = nanos;
    }

    /** {@return when the present instance was seen to run, on the monotonic clock} */
    long runningSince() {
        return runningSince;
    }

    void waiting() {
        state = State.WAITING;
    }

    void startAgain(long next) {
        epoch = next;
        term = next;
        vacancy = null;
        lineage = Lineage.NONE;
        state = State.STARTING;
    }

    void stopping(StopReason reason) {
        stopReason = reason;
        state = State.STOPPING;
    }
}
