package io.processhub.coordinator;

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
    private State state = State.STARTING;
    private @Nullable StopReason stopReason;

    /** How often the owners were asked to take it over, and when last. */
    private int asks;

    private long askedAt;

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
    }

    void running() {
        state = State.RUNNING;
    }

    void waiting() {
        state = State.WAITING;
    }

    void startAgain(long next) {
        epoch = next;
        state = State.STARTING;
    }

    void stopping(StopReason reason) {
        stopReason = reason;
        state = State.STOPPING;
    }
}
