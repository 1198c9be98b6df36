package io.processhub.console.admin;

import io.processhub.console.json.TypedJson;
import io.processhub.process.Processes;
import io.processhub.registry.Registration;
import io.processhub.spec.ProcessId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Calls many processes and notes who answers; never more than a few hundred calls are under way. Used once. */
final class PingSweep {
    private static final int CALLS_MAX = 256;
    private static final int FAILURES_MAX = 10;

    private final Processes processes;
    private final TypedJson json;
    private final Duration timeout;
    private final Semaphore calls = new Semaphore(CALLS_MAX);
    private final AtomicInteger answered = new AtomicInteger();
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

    PingSweep(Processes processes, TypedJson json, Duration timeout) {
        this.processes = processes;
        this.json = json;
        this.timeout = timeout;
    }

    /** Blocks until every process has answered or failed, each within the timeout. */
    Replies.Verified call(List<Registration> all) {
        all.forEach(this::ask);
        calls.acquireUninterruptibly(CALLS_MAX); // all calls have ended
        int good = answered.get();
        return new Replies.Verified(all.size(), good, all.size() - good, List.copyOf(failures));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // each call is noted when it ends, well or badly
    private void ask(Registration known) {
        ProcessId id = known.id();
        Object ping = json.ping(known.spec().type());
        calls.acquireUninterruptibly();
        processes.untyped(id).ask(ping, Object.class, timeout).whenComplete((reply, failure) -> note(id, failure));
    }

    private void note(ProcessId id, @Nullable Throwable failure) {
        if (failure == null) {
            answered.incrementAndGet();
        } else if (failures.size() < FAILURES_MAX) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            failures.add(id + ": " + cause.getMessage());
        }
        calls.release();
    }
}
