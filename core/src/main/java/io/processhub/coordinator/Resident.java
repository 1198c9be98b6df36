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

    Resident(Intent intent, Role role, long epoch) {
        this.intent = intent;
        this.role = role;
        this.epoch = epoch;
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

    void assign(Role next) {
        role = next;
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

    /** It is to stay after all. */
    void settled() {
        asks = 0;
        tellings = 0;
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

    void running(boolean mergeable) {
        state = State.RUNNING;
        merges = mergeable;
    }

    void waiting() {
        state = State.WAITING;
    }

    void startAgain(long next) {
        epoch = next;
        lineage = Lineage.NONE;
        state = State.STARTING;
    }

    void stopping(StopReason reason) {
        stopReason = reason;
        state = State.STOPPING;
    }
}
