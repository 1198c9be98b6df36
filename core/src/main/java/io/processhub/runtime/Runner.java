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
 * Runs one instance from its start to its end. A subclass calls the user code; this class has the phase, the time limit
 * of the present step and the reports, and decides what the outcome means. Both are one object, because there may be a
 * million.
 *
 * <p>Each change of phase and its report happen under this object's lock, so that reports come in causal order. A
 * thread that returns from user code after its instance was abandoned finds the phase {@link Phase#OVER} and reports
 * nothing.
 */
abstract sealed class Runner extends RoleSlot implements Runnable permits MessageRunner, LoopRunner {
    /** How long user code may ignore an interrupt before it is abandoned. */
    static final Duration GRACE = Duration.ofSeconds(1);

    private static final AtomicIntegerFieldUpdater<Runner> CALLBACKS =
            AtomicIntegerFieldUpdater.newUpdater(Runner.class, "callbacks");

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
    private final RunnerDependencies dependencies;

    /** How many callbacks have begun; written by the thread that runs them. */
    private volatile int callbacks;

    // mutable state, guarded by this; phase and reason may be read without
    private volatile Phase phase = Phase.WAITING;
    private volatile @Nullable StopReason stopReason;
    private volatile Role role;
    private boolean overdue;
    private @Nullable Thread thread;
    private Environment.@Nullable Timer timer;

    Runner(InstanceContext<?> context, RunnerDependencies dependencies) {
        this.context = context;
        this.role = context.role();
        this.dependencies = dependencies;
    }

    // ---- what a subclass does; each may be called on any thread

    abstract ProcessCode code();

    /** Notifies the runner that there is something to do. */
    abstract void wake();

    /** Whether the runner accepts messages: it handles or forwards them. */
    abstract boolean takesMessages();

    /** Whether messages for the active copy are for this one: it is active, or was active when it was held. */
    abstract boolean leads();

    /** Asks the instance to handle no more messages, and for its state. */
    abstract void hold(Hold asked);

    /** Asks the instance to merge a state into its own, between two messages. */
    abstract void merge(MergeState other);

    /** Lets the instance go on. */
    abstract void resume();

    /** Assigns another role, which the instance takes up as soon as it can. */
    abstract void assign(RoleSlot.Assignment assignment);

    /** Ends the instance normally, as it asked for itself. */
    abstract void finish();

    /** Asks the instance to stop; the answer is false when it has ended. */
    abstract boolean stop(StopReason reason);

    // ---- what its state is

    final RunnerDependencies dependencies() {
        return dependencies;
    }

    final InstanceContext<?> context() {
        return context;
    }

    final Phase phase() {
        return phase;
    }

    /** The role that the instance has taken up. */
    final Role role() {
        return role;
    }

    final boolean over() {
        return phase == Phase.OVER;
    }

    /** Whether the instance was asked to stop: it begins no further message. */
    final boolean leaving() {
        return stopReason != null;
    }

    final StopReason stopReason() {
        StopReason reason = stopReason;
        if (reason == null) {
            throw new IllegalStateException("process " + context.id() + " was not asked to stop");
        }
        return reason;
    }

    /** The calling thread is about to run user code; the answer is whether it may. */
    final synchronized boolean enter() {
        if (phase == Phase.OVER) {
            return false;
        }
        thread = Thread.currentThread();
        if (phase == Phase.WAITING) {
            phase = Phase.STARTING;
            observer().began(context);
            dependencies.deadlines().started(this, context.spec().startTimeout());
        }
        return true;
    }

    /**
     * The calling thread is about to run other user code than before: nothing that was left on the thread may reach it,
     * but the interrupt at the end of its time.
     */
    final void clean(ClassLoader loader) {
        CALLBACKS.lazySet(this, callbacks + 1);
        Thread current = Thread.currentThread();
        if (!loader.equals(current.getContextClassLoader())) {
            current.setContextClassLoader(loader);
        }
        if (current.isInterrupted()) {
            forgetInterrupt();
        }
    }

    final int callbacks() {
        return callbacks;
    }

    /** Where user code of this instance runs on a virtual thread, and does not wait; {@code null} when none does. */
    final @Nullable StackTraceElement computesAt() {
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

    /** The calling thread runs no user code any more. */
    final synchronized void leave() {
        thread = null;
    }

    /** The start has succeeded; {@code merges} is part of the report. */
    final synchronized void started(boolean merges) {
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
        reports().started(context, merges);
    }

    /** The calling thread is about to notify the process of a role, which may take as long as a start. */
    final synchronized void rolesChange() {
        if (phase == Phase.RUNNING) {
            timer = dependencies.environment().after(context.spec().startTimeout(), this::roleOverdue);
        }
    }

    /** The instance has taken up a role. */
    final synchronized void took(RoleSlot.Assignment assignment) {
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
        reports().took(context, assignment);
    }

    /**
     * Nothing more of this instance will run. What that means depends on the phase: a failed start, an end by itself,
     * or the stop that was asked for.
     */
    final synchronized void end(@Nullable Throwable error) {
        Phase last = phase;
        if (last == Phase.OVER) {
            return;
        }
        phase = Phase.OVER;
        cancelTimer();
        observeEnd(last, stopReason != null);
        if (stopReason != null) {
            reports().stopped(context, error);
        } else if (last == Phase.STARTING) {
            reports().startFailed(context, overdue || error == null ? late("did not start", error) : error);
        } else {
            reports().ended(context, overdue ? late("did not take up its role", error) : error);
        }
    }

    private void observeEnd(Phase last, boolean byHub) {
        if (last != Phase.WAITING && last != Phase.OVER) {
            observer().ended(context, byHub);
        }
    }

    /** The instance has a greater epoch than before. */
    final synchronized void raised(long before) {
        observer().raised(context, before);
    }

    private Reports reports() {
        return dependencies.reports();
    }

    private HubObserver observer() {
        return HubObserver.of(dependencies.environment());
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
    final synchronized void hurry(Hold hold) {
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
    final synchronized void held(Hold hold, byte @Nullable [] state) {
        done(hold);
        if (phase == Phase.RUNNING) {
            reports().held(context, hold, state);
        }
    }

    /** The instance has merged a state into its own, or could not; an instance that is stopping reports nothing. */
    final synchronized void merged(MergeState other, @Nullable Throwable error) {
        if (phase == Phase.RUNNING) {
            reports().merged(context, other, error);
        }
    }

    /** The instance could not hand over its state, and goes on. */
    final synchronized void holdFailed(Hold hold, Throwable error) {
        done(hold);
        if (phase == Phase.RUNNING) {
            reports().holdFailed(context, hold, error);
        }
    }

    /** The instance is asked to stop, once; the answer is false when it has ended. */
    final synchronized boolean askedToStop(StopReason reason) {
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
        timer = dependencies.environment().after(context.spec().stopTimeout(), this::stopOverdue);
        return true;
    }

    /** Ends the instance without a report. */
    final synchronized void kill() {
        Phase last = phase;
        phase = Phase.OVER;
        observeEnd(last, true);
        cancelTimer();
        interrupt();
    }

    /** Sets the timer of a start that has taken that long, if it is not over. */
    final synchronized void limitStart(Duration taken) {
        if (phase == Phase.STARTING && stopReason == null) {
            timer = dependencies
                    .environment()
                    .after(context.spec().startTimeout().minus(taken), this::startOverdue);
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
        timer = dependencies.environment().after(GRACE, this::abandon);
    }

    /** Interrupts the user code if it runs now, on another thread than this one. */
    final synchronized void interrupt() {
        if (thread != null && thread != Thread.currentThread()) {
            thread.interrupt();
        }
    }

    private synchronized void abandon() {
        if (phase != Phase.OVER) {
            reports().abandoned(context, phase);
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
