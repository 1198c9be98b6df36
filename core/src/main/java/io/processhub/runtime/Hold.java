package io.processhub.runtime;

/** A request that an instance handles no more messages for now. Shared by the hub's thread and the instance's. */
final class Hold {
    private final long attempt;
    private final boolean withState;

    /** How far the thread of the instance is with this request. */
    private volatile Progress progress = Progress.ASKED;

    /** Whether the thread was interrupted because of this request; guarded by the {@link Runner}. */
    private boolean hurried;

    private enum Progress {
        ASKED,
        BEGUN,
        DONE
    }

    /** {@code attempt} comes back in the report; {@code withState} asks for the state as well. */
    Hold(long attempt, boolean withState) {
        this.attempt = attempt;
        this.withState = withState;
    }

    /** For an instance that is quiet from its start. */
    static Hold reachedAlready() {
        var hold = new Hold(0, false);
        hold.progress = Progress.DONE;
        return hold;
    }

    long attempt() {
        return attempt;
    }

    boolean withState() {
        return withState;
    }

    /** Whether the instance must still be asked for its state; true once. */
    boolean begin() {
        boolean first = progress == Progress.ASKED;
        if (first) {
            progress = Progress.BEGUN;
        }
        return first;
    }

    /** Ends this request; the answer is whether the thread was interrupted because of it. */
    boolean done() {
        progress = Progress.DONE;
        return hurried;
    }

    void hurried() {
        hurried = true;
    }

    /** Whether user code is producing the state. */
    boolean busy() {
        return progress == Progress.BEGUN;
    }

    /** Whether the instance is quiet and only waits. */
    boolean reached() {
        return progress == Progress.DONE;
    }
}
