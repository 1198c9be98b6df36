package io.processhub;

import io.processhub.hook.Hook;

/** A registered hook and whether a call of it is in progress. Guarded by its {@link Hooks}. */
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

    /** Whether a call is in progress, possibly one that the other hooks no longer wait for. */
    boolean busy() {
        return busy;
    }

    void busy(boolean now) {
        busy = now;
    }
}
