package io.processhub.coordinator;

import io.processhub.handover.Lineage;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.registry.Intent;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import io.processhub.supervision.Supervision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A process on this node, from the decision to start it until its last instance here has ended. */
final class LocalInstance {
    private Intent intent;
    private Role role;

    /** The epoch of the instance at its start; the runtime names it by this as long as it lives. */
    private long born;

    /** Since when it has its role: the epoch for the role at the start; a later change has a greater term. */
    private long term;

    private long runningSince;
    private StartReason startReason = StartReason.FRESH;
    private boolean merges;
    private State state = State.STARTING;
    private @Nullable StopReason stopReason;

    /** {@code null} as long as there is nothing in it. */
    private @Nullable Incidents incidents;

    /** What has happened to it, which to most of many has not. */
    private static final class Incidents {
        /** The epoch of the copy whose place it took; 0 for none. */
        private long predecessor;

        private Lineage lineage = Lineage.NONE;

        /** The greater epoch that it has been given; 0 for none. */
        private long raised;

        /** Set while it is to become active and waits; else {@code null}. */
        private @Nullable Vacancy vacancy;

        /** {@code null} until it crashes for the first time. */
        private @Nullable Supervision supervision;

        /** {@code null} until it is to go elsewhere for the first time. */
        private HandOff.@Nullable Attempts attempts;
    }

    /** The stages of its life. */
    enum State {
        STARTING,
        RUNNING,
        /** Crashed; waits to be started again. */
        WAITING,
        STOPPING
    }

    /**
     * No copy is active.
     *
     * @param since when that was noticed, on the monotonic clock
     * @param handedOver whether the last active copy has passed its role on
     */
    record Vacancy(long since, boolean handedOver) {}

    LocalInstance(Intent intent, Role role, long epoch) {
        this.intent = intent;
        this.role = role;
        this.born = epoch;
        this.term = epoch;
    }

    ProcessId id() {
        return intent.id();
    }

    Intent.Wanted wanted() {
        if (intent.wanted() == null) {
            throw new IllegalStateException("instance of " + id() + " without an intent that it runs");
        }
        return intent.wanted();
    }

    Intent intent() {
        return intent;
    }

    /** A later intent wants the same. */
    void renew(Intent later) {
        intent = later;
    }

    Role role() {
        return role;
    }

    long term() {
        return term;
    }

    /** Gives it another role, or the role to start in; the copy itself may not know yet. */
    void assign(Role next, long since) {
        role = next;
        term = since;
    }

    @Nullable
    Vacancy vacancy() {
        return incidents == null ? null : incidents.vacancy;
    }

    void vacancy(@Nullable Vacancy found) {
        if (found != null || incidents != null) {
            incidents().vacancy = found;
        }
    }

    private Incidents incidents() {
        if (incidents == null) {
            incidents = new Incidents();
        }
        return incidents;
    }

    /** {@return the epoch that it started with, which names the instance on this node} */
    long born() {
        return born;
    }

    /** {@return its epoch as others know it: that of its start, unless it was raised} */
    long epoch() {
        return incidents == null || incidents.raised == 0 ? born : incidents.raised;
    }

    /** Gives it a greater epoch, and the term of its role with it. What knew it by the old one still recognises it. */
    void raise(long next) {
        lineage(lineage().with(epoch(), List.of()));
        incidents().raised = next;
        term = next;
    }

    void startedFor(StartReason reason) {
        startReason = reason;
    }

    StartReason startReason() {
        return startReason;
    }

    long predecessor() {
        return incidents == null ? 0 : incidents.predecessor;
    }

    void takesPlaceOf(long other) {
        if (other != predecessor()) {
            incidents().predecessor = other;
        }
    }

    Lineage lineage() {
        return incidents == null ? Lineage.NONE : incidents.lineage;
    }

    void lineage(Lineage longer) {
        incidents().lineage = longer;
    }

    /** {@return whether it can merge the state of another copy with its own} */
    boolean merges() {
        return merges;
    }

    State state() {
        return state;
    }

    boolean is(State expected, long instance) {
        return state == expected && born == instance;
    }

    /** {@return what counts its crashes} */
    Supervision supervision() {
        Incidents known = incidents();
        if (known.supervision == null) {
            known.supervision = new Supervision();
        }
        return known.supervision;
    }

    @Nullable
    StopReason stopReason() {
        return stopReason;
    }

    /** {@return how often owners were asked to take it over} */
    HandOff.Attempts attempts() {
        Incidents known = incidents();
        if (known.attempts == null) {
            known.attempts = new HandOff.Attempts();
        }
        return known.attempts;
    }

    /** It is not to go elsewhere, or not to the former target: asking begins anew. */
    void stays() {
        if (incidents != null && incidents.attempts != null) {
            incidents.attempts.restart();
        }
    }

    void running(boolean mergeable, long nanos) {
        state = State.RUNNING;
        merges = mergeable;
        runningSince = nanos;
    }

    /** {@return when the present instance had started, on the monotonic clock} */
    long runningSince() {
        return runningSince;
    }

    void waiting() {
        state = State.WAITING;
    }

    void startAgain(long next) {
        born = next;
        term = next;
        if (incidents != null) {
            incidents.vacancy = null;
            incidents.lineage = Lineage.NONE;
            incidents.raised = 0;
        }
        state = State.STARTING;
    }

    void stopping(StopReason reason) {
        stopReason = reason;
        state = State.STOPPING;
    }
}
