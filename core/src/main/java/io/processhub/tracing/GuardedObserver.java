package io.processhub.tracing;

import io.processhub.hook.CallObserver;
import io.processhub.message.Message;
import io.processhub.process.ProcessContext;
import io.processhub.spec.ProcessId;
import java.time.Duration;

/**
 * Keeps what an observer throws away from messages. What it returns is not guarded, because that would cost an object a
 * message: see {@link Guard}. Thread-safe.
 */
final class GuardedObserver implements CallObserver {
    private final CallObserver user;

    private GuardedObserver(CallObserver user) {
        this.user = user;
    }

    /** What is returned throws nothing; that which observes nothing stays as it is. */
    static CallObserver of(CallObserver user) {
        return user.equals(NONE) ? NONE : new GuardedObserver(user);
    }

    @Override
    public Sending sending(ProcessId to, String type, boolean asks, Object message) {
        try {
            return Guard.orElse(user.sending(to, type, asks, message), Sending.NONE);
        } catch (Throwable error) {
            Guard.report(user, error);
            return Sending.NONE;
        }
    }

    @Override
    public boolean follows(ProcessId to) {
        try {
            return user.follows(to);
        } catch (Throwable error) {
            Guard.report(user, error);
            return false;
        }
    }

    @Override
    public Handling handling(ProcessContext<?> process, Message<?> message, Duration waited) {
        try {
            return Guard.orElse(user.handling(process, message, waited), Handling.NONE);
        } catch (Throwable error) {
            Guard.report(user, error);
            return Handling.NONE;
        }
    }
}
