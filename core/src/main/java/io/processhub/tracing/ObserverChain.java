package io.processhub.tracing;

import io.processhub.hook.CallObserver;
import io.processhub.message.Message;
import io.processhub.process.ProcessContext;
import io.processhub.spec.ProcessId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Two observers, one after the other; the end is notified in the opposite order.
 *
 * @param first called first
 * @param second called second; of two headers of one name, its header counts
 */
public record ObserverChain(CallObserver first, CallObserver second) implements CallObserver {

    /**
     * Adds an observer.
     *
     * @param first those before
     * @param second guarded here; what it throws has no effect on messages
     * @return both
     */
    public static CallObserver of(CallObserver first, CallObserver second) {
        CallObserver guarded = GuardedObserver.of(Objects.requireNonNull(second, "observer; leave it out for none"));
        return first.equals(NONE) ? guarded : guarded.equals(NONE) ? first : new ObserverChain(first, guarded);
    }

    @Override
    public Sending sending(ProcessId to, String type, boolean asks, Object message) {
        Sending one = first.sending(to, type, asks, message);
        Sending other = second.sending(to, type, asks, message);
        return one.equals(Sending.NONE) ? other : other.equals(Sending.NONE) ? one : new BothSendings(one, other);
    }

    @Override
    public boolean follows(ProcessId to) {
        boolean one = first.follows(to); // each counts for itself
        return second.follows(to) || one;
    }

    @Override
    public Handling handling(ProcessContext<?> process, Message<?> message, Duration waited) {
        Handling one = first.handling(process, message, waited);
        Handling other = second.handling(process, message, waited);
        return one.equals(Handling.NONE) ? other : other.equals(Handling.NONE) ? one : new BothHandlings(one, other);
    }

    private record BothSendings(Sending first, Sending second) implements Sending {
        @Override
        public boolean toHandler() {
            return Guard.toHandler(first) || Guard.toHandler(second);
        }

        @Override
        public Map<String, String> headers() {
            var headers = new LinkedHashMap<>(Guard.headers(first));
            headers.putAll(Guard.headers(second));
            return headers;
        }

        @Override
        public void done(@Nullable Throwable failure, boolean remote) {
            Guard.done(second, failure, remote);
            Guard.done(first, failure, remote);
        }
    }

    private record BothHandlings(Handling first, Handling second) implements Handling {
        @Override
        public void done(@Nullable Throwable failure) {
            Guard.done(second, failure);
            Guard.done(first, failure);
        }
    }
}
