package io.processhub.messaging;

import io.processhub.process.ProcessId;
import io.processhub.process.ProcessRef;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The name of a process, and the router that finds the process at each call. */
record RoutedRef(Router router, ProcessId id) implements ProcessRef {

    @Override
    public void tell(Object message) {
        router.tell(id, message);
    }

    @Override
    public <R> CompletableFuture<R> ask(Object message) {
        return router.ask(id, message);
    }

    @Override
    public <R> CompletableFuture<R> ask(Object message, Duration timeout) {
        return router.ask(id, message, timeout);
    }

    /** {@return the name alone} */
    @Override
    public String toString() {
        return id.toString();
    }
}
