package io.processhub.hook;

/** A hook that was added. Guarded by its {@link Hooks}. */
final class HookSlot {
    private final Hook<?> hook;
    private boolean busy;

    HookSlot(Hook<?> hook) {
        this.hook = hook;
    }

    Hook<?> hook() {
        return hook;
    }

    String id() {
        return hook.id();
    }

    /** Whether a call runs, perhaps one that the others no longer wait for. */
    boolean busy() {
        return busy;
    }

    void busy(boolean now) {
        busy = now;
    }
}
