package io.processhub.tracing;

import io.processhub.hook.CallObserver;
import io.processhub.message.Message;
import io.processhub.process.ProcessContext;
import io.processhub.spec.ProcessId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what an observer throws away from messages: it is logged, but loudly only the first time. Thread-safe. */
final class GuardedObserver implements CallObserver {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedObserver.class);

    private final CallObserver user;
    private final AtomicBoolean failed = new AtomicBoolean();

    private GuardedObserver(CallObserver user) {
        this.user = user;
    }

    /** What is returned throws nothing; that which observes nothing stays as it is. */
    static CallObserver of(CallObserver user) {
        return user.equals(NONE) ? NONE : new GuardedObserver(user);
    }

    @Override
    public Sending sending(ProcessId to, String type, boolean asks, Object message) {
        Sending sending = guarded(() -> user.sending(to, type, asks, message), Sending.NONE);
        return sending.equals(Sending.NONE) ? sending : new GuardedSending(sending);
    }

    @Override
    public boolean follows(ProcessId to) {
        return guarded(() -> user.follows(to), false);
    }

    @Override
    public Handling handling(ProcessContext<?> process, Message<?> message, Duration waited) {
        Handling handling = guarded(() -> user.handling(process, message, waited), Handling.NONE);
        return handling.equals(Handling.NONE) ? handling : new GuardedHandling(handling);
    }

    private <T> T guarded(Supplier<T> call, T otherwise) {
        try {
            T result = call.get();
            return result == null ? otherwise : result;
        } catch (Throwable error) {
            if (failed.compareAndSet(false, true)) {
                LOG.warn("observer {} has thrown, which has no effect; it is logged at debug from now on", user, error);
            } else {
                LOG.debug("observer {} has thrown again", user, error);
            }
            return otherwise;
        }
    }

    /** Here, because a map of the user's may throw, too, or hold {@code null}. */
    private static Map<String, String> copy(Map<String, String> headers) {
        var copy = new LinkedHashMap<String, String>();
        headers.forEach((name, value) -> copy.put(Objects.requireNonNull(name), Objects.requireNonNull(value)));
        return copy;
    }

    private final class GuardedSending implements Sending {
        private final Sending sending;

        GuardedSending(Sending sending) {
            this.sending = sending;
        }

        @Override
        public boolean toHandler() {
            return guarded(() -> sending.toHandler(), false);
        }

        @Override
        public Map<String, String> headers() {
            return guarded(() -> copy(sending.headers()), Map.of());
        }

        @Override
        public void done(@Nullable Throwable failure, boolean remote) {
            var unused = guarded(
                    () -> {
                        sending.done(failure, remote);
                        return true;
                    },
                    false);
        }
    }

    private final class GuardedHandling implements Handling {
        private final Handling handling;

        GuardedHandling(Handling handling) {
            this.handling = handling;
        }

        @Override
        public void done(@Nullable Throwable failure) {
            var unused = guarded(
                    () -> {
                        handling.done(failure);
                        return true;
                    },
                    false);
        }
    }
}
