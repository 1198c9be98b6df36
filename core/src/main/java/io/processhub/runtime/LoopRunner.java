package io.processhub.runtime;

import io.processhub.process.HubProcess.StopReason;
import io.processhub.process.ProcessContext;
import io.processhub.process.RoleAware;
import io.processhub.process.RunLoop;
import io.processhub.process.StateHandover;
import io.processhub.spec.Role;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Keeps one worker thread for a run loop; another worker, for a moment, notifies the loop of its role. */
final class LoopRunner extends Runner {
    // immutable state
    private final ProcessCode.Loop code;

    /** A lock and not a monitor, because user code may wait while it is held. */
    private final ReentrantLock telling = new ReentrantLock();

    // mutable state
    private volatile @Nullable RunLoop loop;
    private volatile @Nullable Throwable refusal;
    private volatile boolean finishing;

    LoopRunner(InstanceContext<?> context, RunnerDependencies dependencies, ProcessCode.Loop code) {
        super(context, dependencies);
        this.code = code;
    }

    @Override
    public void run() {
        if (!enter()) {
            return;
        }
        int slot = dependencies().carriers().enter(this);
        try {
            code.checkArgument(context().spec());
            clean(code.loader());
            RunLoop fresh = code.factory().make();
            loop = fresh;
            refuseUnsupported(fresh);
            clean(code.loader()); // not later: from now on an interrupt asks the loop to end
            started(/* merges= */ false);
            if (phase() == Phase.RUNNING && !finishing) {
                fresh.run(typedContext());
            }
            conclude(refusal);
        } catch (Throwable error) {
            conclude(refusal == null && !finishing ? error : refusal);
        } finally {
            dependencies().carriers().leave(slot);
            leave();
        }
    }

    /** When it is stopped it is released before that is reported, and within the limit of the stop. */
    private void conclude(@Nullable Throwable error) {
        if (leaving()) {
            release();
        }
        end(error);
        release();
    }

    private void release() {
        telling.lock(); // no callback of a role goes on, or begins
        try {
            RunLoop ended = loop;
            loop = null;
            if (ended != null) {
                clean(code.loader());
                code.release(context().id(), ended);
            }
        } finally {
            telling.unlock();
        }
    }

    /** Refuses a loop that has what the hub never asks a loop for: it would rely on it in vain. */
    private void refuseUnsupported(RunLoop fresh) {
        if (fresh instanceof StateHandover<?>) {
            throw new IllegalStateException("process " + context().id() + " cannot start: "
                    + fresh.getClass().getName() + " is a RunLoop with StateHandover or StateMerge, which counts for a"
                    + " HubProcess only; make it one, or keep the state in a store");
        }
    }

    /** The type of a run loop has no protocol. */
    @SuppressWarnings("unchecked")
    private ProcessContext<Void> typedContext() {
        return (ProcessContext<Void>) context();
    }

    @Override
    ProcessCode.Loop code() {
        return code;
    }

    @Override
    void wake() {
        // A run loop never sleeps: it has no mailbox to wait for.
    }

    @Override
    boolean takesMessages() {
        return false;
    }

    @Override
    boolean leads() {
        return role() == Role.ACTIVE;
    }

    /** A run loop has no messages to hold back and goes on until its successor runs. */
    @Override
    void hold(Hold asked) {
        held(asked, null);
    }

    /** Never called: a run loop reports at its start that it does not merge. */
    @Override
    void merge(MergeState other) {}

    @Override
    void resume() {
        // A run loop never paused.
    }

    @Override
    void assign(RoleSlot.Assignment assignment) {
        assignNext(assignment);
        code.threads(dependencies().environment()).execute(this::tellRoles);
    }

    /** One thread at a time; a thread that comes late finds no assignment left. */
    private void tellRoles() {
        telling.lock();
        try {
            for (RoleSlot.Assignment next = takeAssigned(); next != null; next = takeAssigned()) {
                tell(next);
            }
        } finally {
            telling.unlock();
        }
    }

    private void tell(RoleSlot.Assignment assignment) {
        try {
            clean(code.loader());
            if (assignment.told() && loop instanceof RoleAware aware) {
                aware.onRole(assignment.role(), assignment.term());
            }
            took(assignment);
        } catch (Throwable error) {
            refusal = error;
            interrupt();
        }
    }

    @Override
    void finish() {
        finishing = true;
        interrupt();
    }

    @Override
    boolean stop(StopReason reason) {
        boolean alive = askedToStop(reason);
        if (phase() == Phase.STOPPING) {
            interrupt();
        }
        return alive;
    }
}
