package io.processhub.runtime;

/** A wish that an instance handles no more messages for now. */
final class Hold {
    private final long attempt;
    private final boolean withState;

    /** How far the thread of the instance is with it. */
    private volatile Progress progress = Progress.ASKED;

    /** Whether the thread was interrupted over it; guarded by the {@link Life}. */
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

    /** Whether the instance has still to be asked for its state; the answer is yes once. */
    boolean begin() {
        boolean first = progress == Progress.ASKED;
        if (first) {
            progress = Progress.BEGUN;
        }
        return first;
    }

    /** Answers whether the thread was interrupted over it. */
    boolean done() {
        progress = Progress.DONE;
        return hurried;
    }

    void hurried() {
        hurried = true;
    }

    /** Whether user code is busy with the answer. */
    boolean busy() {
        return progress == Progress.BEGUN;
    }

    /** Whether nothing is left to do but to wait. */
    boolean reached() {
        return progress == Progress.DONE;
    }
}
