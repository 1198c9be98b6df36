package io.processhub.runtime;

import io.processhub.environment.Environment;
import io.processhub.observation.HubObserver;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.spec.Role;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One instance from its start to its end: its phase, the time limit of the present step, and its reports. A
 * {@link Runner} runs the user code; this class decides what the outcome means.
 *
 * <p>Each change of phase and its report happen under this object's lock, so that reports come in causal order. A
 * thread that returns from user code after its instance was abandoned finds the phase {@link Phase#OVER} and reports
 * nothing.
 */
final class Life {
    /** How long user code may ignore an interrupt before it is abandoned. */
    static final Duration GRACE = Duration.ofSeconds(1);

    private static final AtomicIntegerFieldUpdater<Life> CALLBACKS =
            AtomicIntegerFieldUpdater.newUpdater(Life.class, "callbacks");

    /** The phases of an instance, in their order. */
    enum Phase {
        WAITING,
        STARTING,
        RUNNING,
        STOPPING,
        OVER
    }

    // immutable state
    private final InstanceContext<?> context;
    private final Deadlines deadlines;
    private final Reports reports;

    /** How many callbacks have begun; written by the thread that runs them. */
    private volatile int callbacks;

    // mutable state, guarded by this; phase and reason may be read without
    private volatile Phase phase = Phase.WAITING;
    private volatile @Nullable StopReason stopReason;
    private volatile Role role;
    private boolean overdue;
    private @Nullable Thread thread;
    private Environment.@Nullable Timer timer;

    Life(InstanceContext<?> context, Deadlines deadlines, Reports reports) {
        this.context = context;
        this.role = context.role();
        this.deadlines = deadlines;
        this.reports = reports;
    }

    InstanceContext<?> context() {
        return context;
    }

    Phase phase() {
        return phase;
    }

    /** The role that the instance has taken up. */
    Role role() {
        return role;
    }

    boolean over() {
        return phase == Phase.OVER;
    }

    /** Whether the instance was asked to stop: it begins no further message. */
    boolean leaving() {
        return stopReason != null;
    }

    StopReason stopReason() {
        StopReason reason = stopReason;
        if (reason == null) {
            throw new IllegalStateException("process " + context.id() + " was not asked to stop");
        }
        return reason;
    }

    /** The calling thread is about to run user code; the answer is whether it may. */
    synchronized boolean enter() {
        if (phase == Phase.OVER) {
            return false;
        }
        thread = Thread.currentThread();
        if (phase == Phase.WAITING) {
            phase = Phase.STARTING;
            observer().began(context);
            deadlines.started(this, context.spec().startTimeout());
        }
        return true;
    }

    /**
     * The calling thread is about to run other user code than before: nothing that was left on the thread may reach it,
     * but the interrupt at the end of its time.
     */
    void clean(ClassLoader loader) {
        CALLBACKS.lazySet(this, callbacks + 1);
        Thread current = Thread.currentThread();
        if (!loader.equals(current.getContextClassLoader())) {
            current.setContextClassLoader(loader);
        }
        if (current.isInterrupted()) {
            forgetInterrupt();
        }
    }

    int callbacks() {
        return callbacks;
    }

    /** Where user code of this instance runs on a virtual thread, and does not wait; {@code null} when none does. */
    @Nullable
    StackTraceElement computesAt() {
        Thread now = runningOn();
        if (now == null || !now.isVirtual() || now.getState() != Thread.State.RUNNABLE) {
            return null;
        }
        StackTraceElement[] stack = now.getStackTrace();
        // One that waits for a carrier is in the code that gave its carrier up.
        return stack.length == 0 || stack[0].getClassName().equals("java.lang.VirtualThread") ? null : stack[0];
    }

    private synchronized @Nullable Thread runningOn() {
        return thread;
    }

    private synchronized void forgetInterrupt() {
        if (!overdue && phase != Phase.OVER) {
            var unused = Thread.interrupted();
        }
    }

    /** The calling thread has run user code, for now. */
    synchronized void leave() {
        thread = null;
    }

    /** The start has succeeded; {@code merges} is part of the report. */
    synchronized void started(boolean merges) {
        if (phase == Phase.OVER) {
            return;
        }
        if (overdue && stopReason == null) {
            end(null);
            return;
        }
        phase = stopReason == null ? Phase.RUNNING : Phase.STOPPING;
        if (stopReason == null) {
            cancelTimer();
        }
        reports.started(context, merges);
    }

    /** The calling thread is about to notify the process of a role, which may take as long as a start. */
    synchronized void rolesChange() {
        if (phase == Phase.RUNNING) {
            timer = deadlines.after(context.spec().startTimeout(), this::roleOverdue);
        }
    }

    /** The instance has taken up a role. */
    synchronized void took(RoleSlot.Assignment assignment) {
        if (phase != Phase.RUNNING) {
            return;
        }
        cancelTimer();
        if (overdue) {
            end(null);
            return;
        }
        role = assignment.role();
        observer().tookRole(context, role, assignment.term());
        reports.took(context, assignment);
    }

    /**
     * Nothing more of this instance will run. What that means depends on the phase: a failed start, an end by itself,
     * or the stop that was asked for.
     */
    synchronized void end(@Nullable Throwable error) {
        Phase last = phase;
        if (last == Phase.OVER) {
            return;
        }
        phase = Phase.OVER;
        cancelTimer();
        observeEnd(last, stopReason != null);
        if (stopReason != null) {
            reports.stopped(context, error);
        } else if (last == Phase.STARTING) {
            reports.startFailed(context, overdue || error == null ? late("did not start", error) : error);
        } else {
            reports.ended(context, overdue ? late("did not take up its role", error) : error);
        }
    }

    private void observeEnd(Phase last, boolean byHub) {
        if (last != Phase.WAITING && last != Phase.OVER) {
            observer().ended(context, byHub);
        }
    }

    /** The instance has a greater epoch than before. */
    synchronized void raised(long before) {
        observer().raised(context, before);
    }

    private HubObserver observer() {
        return HubObserver.of(deadlines.environment());
    }

    private Throwable late(String what, @Nullable Throwable error) {
        var late = new TimeoutException("process " + context.id() + ' ' + what + " within its limit of "
                + context.spec().startTimeout());
        if (error != null) {
            late.initCause(error);
        }
        return late;
    }

    /** Interrupts user code that is producing the state for a hold, and no other code that runs next. */
    synchronized void hurry(Hold hold) {
        if (hold.busy()) {
            hold.hurried();
            interrupt();
        }
    }

    /** The calling thread is about to run other user code, for which that interrupt is not meant. */
    private void done(Hold hold) {
        if (hold.done() && !overdue) {
            var unused = Thread.interrupted();
        }
    }

    /** The instance is quiet now. */
    synchronized void held(Hold hold, byte @Nullable [] state) {
        done(hold);
        if (phase == Phase.RUNNING) {
            reports.held(context, hold, state);
        }
    }

    /** The instance has merged a state into its own, or could not; an instance that is stopping reports nothing. */
    synchronized void merged(MergeState other, @Nullable Throwable error) {
        if (phase == Phase.RUNNING) {
            reports.merged(context, other, error);
        }
    }

    /** The instance could not hand over its state, and goes on. */
    synchronized void holdFailed(Hold hold, Throwable error) {
        done(hold);
        if (phase == Phase.RUNNING) {
            reports.holdFailed(context, hold, error);
        }
    }

    /** Asks the instance to stop, once; the answer is false when it has ended. */
    synchronized boolean stop(StopReason reason) {
        if (phase == Phase.OVER) {
            return false;
        }
        if (stopReason != null) {
            return true;
        }
        stopReason = reason;
        if (phase == Phase.WAITING) {
            end(null);
            return true;
        }
        if (phase == Phase.RUNNING) {
            phase = Phase.STOPPING;
        }
        cancelTimer();
        timer = deadlines.after(context.spec().stopTimeout(), this::stopOverdue);
        return true;
    }

    /** Ends the instance without a report. */
    synchronized void kill() {
        Phase last = phase;
        phase = Phase.OVER;
        observeEnd(last, true);
        cancelTimer();
        interrupt();
    }

    /** Sets the timer of a start that has taken that long, if it is not over. */
    synchronized void limitStart(Duration taken) {
        if (phase == Phase.STARTING && stopReason == null) {
            timer = deadlines.after(context.spec().startTimeout().minus(taken), this::startOverdue);
        }
    }

    private synchronized void startOverdue() {
        if (phase == Phase.STARTING && stopReason == null) {
            hurry();
        }
    }

    private synchronized void roleOverdue() {
        if (phase == Phase.RUNNING) {
            hurry();
        }
    }

    private synchronized void stopOverdue() {
        if (phase != Phase.OVER) {
            hurry();
        }
    }

    private void hurry() {
        overdue = true;
        interrupt();
        timer = deadlines.after(GRACE, this::abandon);
    }

    /** Interrupts the user code if it runs now, on another thread than this one. */
    synchronized void interrupt() {
        if (thread != null && thread != Thread.currentThread()) {
            thread.interrupt();
        }
    }

    private synchronized void abandon() {
        if (phase != Phase.OVER) {
            reports.abandoned(context, phase);
            end(null);
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
