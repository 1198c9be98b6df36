package io.processhub.runtime;

import io.processhub.process.ProcessType;
import io.processhub.process.RunLoop;
import io.processhub.process.StopReason;

/** Keeps one worker thread for a run loop. */
record LoopRunner(Life life, ProcessType.Loop type) implements Runner {

    @Override
    public void run() {
        if (!life.enter()) {
            return;
        }
        try {
            RunLoop loop = type.factory().get();
            life.started(/* merges= */ false);
            if (life.phase() == Life.Phase.RUNNING) {
                loop.run(life.context());
            }
            life.end(null);
        } catch (Throwable error) {
            life.end(error);
        } finally {
            life.leave();
        }
    }

    @Override
    public void wake() {
        // It never sleeps: it has no mailbox to wait for.
    }

    @Override
    public boolean takesMessages() {
        return false;
    }

    /** There are no messages to hold back: it goes on until its successor runs. */
    @Override
    public void hold(Hold asked) {
        life.held(asked, null);
    }

    /** It said that it does not merge, so nobody asks it to. */
    @Override
    public void merge(Legacy legacy) {}

    @Override
    public void resume() {
        // It never paused.
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
