package io.processhub.runtime;

import io.processhub.process.StopReason;

/** Runs the user code of one instance. */
sealed interface Runner extends Runnable permits MessageRunner, LoopRunner {

    /** The state of another instance that is to be stopped; {@code attempt} comes back in the report. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and copying it would cost every merge
    record MergeState(long attempt, byte[] state) {}

    Life life();

    /** There is something to do. Any thread. */
    void wake();

    /** Whether messages are worth while: it handles them, or passes them on. */
    boolean takesMessages();

    /** Whether messages for the active copy are for this one: it is active, or was so when it was asked to be quiet. */
    boolean leads();

    /** Asks the instance to handle no more messages, and for its state. */
    void hold(Hold asked);

    /** Asks the instance to unite a state with its own, between two messages. */
    void merge(MergeState legacy);

    /** Lets the instance go on. */
    void resume();
    /** Tells the instance of another role, as soon as it can be told. Any thread. */
    void assign(RoleSlot.Assignment assignment);

    /** Asks the instance to stop. Answers false when it is over. */
    boolean stop(StopReason reason);
}
