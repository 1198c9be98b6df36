package io.processhub.runtime;

import io.processhub.process.HubProcess.StopReason;

/** Runs the user code of one instance. */
sealed interface Runner extends Runnable permits MessageRunner, LoopRunner {

    Life life();

    /** Notifies the runner that there is something to do. Any thread. */
    void wake();

    /** Whether the runner accepts messages: it handles or forwards them. */
    boolean takesMessages();

    /** Whether messages for the active copy are for this one: it is active, or was active when it was held. */
    boolean leads();

    /** Asks the instance to handle no more messages, and for its state. Any thread. */
    void hold(Hold asked);

    /** Asks the instance to merge a state into its own, between two messages. Any thread. */
    void merge(MergeState other);

    /** Lets the instance go on. Any thread. */
    void resume();

    /** Assigns another role, which the instance takes up as soon as it can. Any thread. */
    void assign(RoleSlot.Assignment assignment);

    /** Ends the instance normally, as it asked for itself. Any thread. */
    void finish();

    /** Asks the instance to stop; the answer is false when it has ended. Any thread. */
    boolean stop(StopReason reason);
}
