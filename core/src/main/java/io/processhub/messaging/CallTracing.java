package io.processhub.messaging;

import io.processhub.cluster.NodeId;
import io.processhub.environment.Environment;
import io.processhub.hook.CallObserver;
import io.processhub.hook.CallObserver.Sending;
import io.processhub.registry.Registration;
import io.processhub.spec.ProcessId;
import io.processhub.tracing.Followed;
import io.processhub.tracing.Followed.Trace;
import io.processhub.tracing.Guard;
import io.processhub.wire.Packet;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Notifies an observer of the messages that it follows, on the side of the sender and where they arrive. Thread-safe.
 *
 * @param self this node
 * @param observer throws nothing
 * @param environment has the clock
 * @param directory what this node knows about a process
 */
record CallTracing(
        NodeId self,
        CallObserver observer,
        Environment environment,
        Function<ProcessId, @Nullable Registration> directory) {

    /** Whether there is no observer: nothing else of this object is called then, but for what comes with headers. */
    boolean off() {
        return observer.equals(CallObserver.NONE);
    }

    /** Sends a message; the function answers whether it went to another node. */
    void tell(Admission.Address to, Object message, Predicate<Object> send) {
        Sending sending = observer.sending(to.id(), type(to), false, message);
        boolean remote;
        try {
            remote = send.test(followed(message, sending));
        } catch (Throwable refused) {
            Guard.done(sending, refused, false);
            throw refused;
        }
        Guard.done(sending, null, remote);
    }

    /** Sends a question. */
    CompletableFuture<Object> ask(Admission.Address to, Object message, Function<Object, Call> send) {
        Sending sending = observer.sending(to.id(), type(to), true, message);
        Call call;
        try {
            call = send.apply(followed(message, sending));
        } catch (Throwable refused) {
            Guard.done(sending, refused, false);
            throw refused;
        }
        if (!sending.equals(Sending.NONE)) {
            var unused = call.future()
                    .whenComplete((answer, failure) ->
                            Guard.done(sending, failure, !call.node().equals(self)));
        }
        return call.future();
    }

    private String type(Admission.Address to) {
        if (to.type() != null) {
            return to.type();
        }
        Registration known = directory.apply(to.id());
        return known == null ? "" : known.spec().type();
    }

    private Object followed(Object message, Sending sending) {
        return sending.equals(Sending.NONE) || !Guard.toHandler(sending)
                ? message
                : new Followed(message, new Trace(Headers.bounded(Guard.headers(sending)), environment.nanoTime()));
    }

    /** What goes with a message from another node; {@code null} when it is not followed. */
    @Nullable
    Trace arrived(ProcessId id, Packet.Body body) {
        Map<String, String> headers = body.headers();
        boolean followed = !headers.isEmpty() || (!off() && observer.follows(id));
        return followed ? new Trace(headers, environment.nanoTime()) : null;
    }
}
