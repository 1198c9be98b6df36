package io.processhub;

import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent;
import io.processhub.runtime.ProcessCode;
import org.jspecify.annotations.Nullable;

/** One call of one hook. Thread-safe. */
final class HookCall {
    private final HookSlot slot;
    private final HubEvent event;

    // mutable state, guarded by this
    private @Nullable Thread thread;
    private boolean interrupted;
    private boolean done;

    HookCall(HookSlot slot, HubEvent event) {
        this.slot = slot;
        this.event = event;
    }

    HookSlot slot() {
        return slot;
    }

    HubEvent event() {
        return event;
    }

    /** Calls the hook on this thread, and clears an interrupt that was meant for the hook. */
    void run() {
        enter();
        try {
            pass(slot.hook(), event);
        } finally {
            leave();
        }
    }

    /** Runs the action; the event is of the hook's kind. */
    private static <E extends HubEvent> void pass(Hook<E> hook, HubEvent event) {
        hook.action().accept(hook.on().cast(event));
    }

    /** Whatever an earlier call has left on the thread. */
    private synchronized void enter() {
        thread = Thread.currentThread();
        thread.setContextClassLoader(ProcessCode.loaderOf(slot.hook().action()));
        if (interrupted) {
            thread.interrupt();
        } else {
            Thread.interrupted();
        }
    }

    private synchronized void leave() {
        thread = null;
        done = true;
        if (interrupted) {
            Thread.interrupted();
        }
    }

    synchronized boolean done() {
        return done;
    }

    synchronized void interrupt() {
        if (!done && thread != Thread.currentThread()) {
            interrupted = true;
            if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
