package io.processhub.tracing;

import io.processhub.environment.Environment;
import io.processhub.hook.CallObserver;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.tracing.Followed.Trace;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lets processes handle messages, and notifies the observer of those that are followed.
 *
 * @param observer throws nothing
 * @param environment has the clock
 */
public record ObservedHandling(CallObserver observer, Environment environment) {

    /**
     * Calls the process.
     *
     * @param process is to handle the message
     * @param context of the process
     * @param message what was sent
     * @param trace of the message; {@code null} when it is not followed
     * @throws Exception what the process throws
     */
    public void handle(
            HubProcess<Object> process, ProcessContext<?> context, Message<Object> message, @Nullable Trace trace)
            throws Exception {
        if (trace == null) {
            process.onMessage(message);
        } else {
            observe(process, context, message, trace);
        }
    }

    private void observe(HubProcess<Object> process, ProcessContext<?> context, Message<Object> message, Trace trace)
            throws Exception {
        Duration waited = Duration.ofNanos(Math.max(0, environment.nanoTime() - trace.begunNanos()));
        CallObserver.Handling handling = observer.handling(context, message, waited);
        try {
            process.onMessage(message);
        } catch (Throwable failure) {
            Guard.done(handling, failure);
            throw failure;
        }
        Guard.done(handling, null);
    }
}
