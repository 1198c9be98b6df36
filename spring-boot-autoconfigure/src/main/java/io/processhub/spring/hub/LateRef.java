package io.processhub.spring.hub;

import io.processhub.ProcessHub;
import io.processhub.message.Ask;
import io.processhub.process.ProcessRef;
import io.processhub.spec.ProcessId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A reference that may be made before the hub has started, as in the constructor of a bean, and outlives its restarts.
 *
 * @param id of the process
 * @param hub the hub of the moment; throws while there is none
 * @param through makes the reference of that hub
 * @param <C> the protocol of the process
 */
record LateRef<C>(ProcessId id, Supplier<ProcessHub> hub, Function<ProcessHub, ProcessRef<C>> through)
        implements ProcessRef<C> {

    private ProcessRef<C> now() {
        return through.apply(hub.get());
    }

    @Override
    public void tell(C message) {
        now().tell(message);
    }

    @Override
    public <R> CompletableFuture<R> ask(Ask<C, R> question) {
        return now().ask(question);
    }

    @Override
    public <R> CompletableFuture<R> ask(Ask<C, R> question, Duration timeout) {
        return now().ask(question, timeout);
    }

    @Override
    public <R> CompletableFuture<R> ask(C message, Class<R> answer) {
        return now().ask(message, answer);
    }

    @Override
    public <R> CompletableFuture<R> ask(C message, Class<R> answer, Duration timeout) {
        return now().ask(message, answer, timeout);
    }

    /** {@return the name alone} */
    @Override
    public String toString() {
        return id.toString();
    }
}
