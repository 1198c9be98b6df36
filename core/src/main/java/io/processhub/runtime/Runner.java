package io.processhub.runtime;

import io.processhub.process.StopReason;

/** Runs the user code of one instance. */
sealed interface Runner extends Runnable permits MessageRunner, LoopRunner {

    Life life();

    /** There is something to do. Any thread. */
    void wake();

    /** Tells the instance of another role, as soon as it can be told. Any thread. */
    void assign(Assignment assignment);

    /** Asks the instance to stop. Answers false when it is over. */
    boolean stop(StopReason reason);
}
