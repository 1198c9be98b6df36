package io.processhub.runtime;

import io.processhub.environment.Environment;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.process.ProcessContext;
import io.processhub.process.RoleAware;
import io.processhub.process.RunLoop;
import io.processhub.process.StateHandover;
import io.processhub.spec.Role;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Keeps one worker thread for a run loop; another worker, for a moment, notifies the loop of its role. */
final class LoopRunner extends RoleSlot implements Runner {
    // immutable state
    private final Life life;
    private final ProcessCode.Loop code;
    private final Environment environment;
    private final CarrierWatch carriers;

    /** A lock and not a monitor, because user code may wait while it is held. */
    private final ReentrantLock telling = new ReentrantLock();

    // mutable state
    private volatile @Nullable RunLoop loop;
    private volatile @Nullable Throwable refusal;
    private volatile boolean finishing;

    LoopRunner(Life life, ProcessCode.Loop code, Environment environment, CarrierWatch carriers) {
        this.life = life;
        this.code = code;
        this.environment = environment;
        this.carriers = carriers;
    }

    @Override
    public Life life() {
        return life;
    }

    @Override
    public void run() {
        if (!life.enter()) {
            return;
        }
        int slot = carriers.enter(life);
        try {
            code.checkArgument(life.context().spec());
            life.clean(code.loader());
            RunLoop fresh = supported(code.factory().make());
            loop = fresh;
            life.clean(code.loader()); // not later: from now on an interrupt asks the loop to end
            life.started(/* merges= */ false);
            if (life.phase() == Life.Phase.RUNNING && !finishing) {
                fresh.run(context());
            }
            life.end(refusal);
        } catch (Throwable error) {
            life.end(refusal == null && !finishing ? error : refusal);
        } finally {
            loop = null;
            carriers.leave(slot);
            life.leave();
        }
    }

    /** Refuses a loop that has what the hub never asks a loop for: it would rely on it in vain. */
    private RunLoop supported(RunLoop fresh) {
        if (fresh instanceof StateHandover<?>) {
            throw new IllegalStateException("process " + life.context().id() + " cannot start: "
                    + fresh.getClass().getName() + " is a RunLoop with StateHandover or StateMerge, which counts for a"
                    + " HubProcess only; make it one, or keep the state in a store");
        }
        return fresh;
    }

    /** The type of a run loop has no protocol. */
    @SuppressWarnings("unchecked")
    private ProcessContext<Void> context() {
        return (ProcessContext<Void>) life.context();
    }

    @Override
    public void wake() {
        // A run loop never sleeps: it has no mailbox to wait for.
    }

    @Override
    public boolean takesMessages() {
        return false;
    }

    @Override
    public boolean leads() {
        return life.role() == Role.ACTIVE;
    }

    /** A run loop has no messages to hold back and goes on until its successor runs. */
    @Override
    public void hold(Hold asked) {
        life.held(asked, null);
    }

    /** Never called: a run loop reports at its start that it does not merge. */
    @Override
    public void merge(MergeState other) {}

    @Override
    public void resume() {
        // A run loop never paused.
    }

    @Override
    public void assign(RoleSlot.Assignment assignment) {
        assignNext(assignment);
        code.threads(environment).execute(this::tellRoles);
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
            life.clean(code.loader());
            if (assignment.told() && loop instanceof RoleAware aware) {
                aware.onRole(assignment.role(), assignment.term());
            }
            life.took(assignment);
        } catch (Throwable error) {
            refusal = error;
            life.interrupt();
        }
    }

    @Override
    public void finish() {
        finishing = true;
        life.interrupt();
    }

    @Override
    public boolean stop(StopReason reason) {
        boolean alive = life.stop(reason);
        if (life.phase() == Life.Phase.STOPPING) {
            life.interrupt();
        }
        return alive;
    }
}
