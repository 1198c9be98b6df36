package io.processhub.console.demo;

import io.processhub.console.admin.Replies;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Calls every process through one node, round after round and each round in full, on a thread of its own. So each
 * process was sent as many messages as there were rounds, wherever it was meanwhile.
 */
final class Load implements AutoCloseable {
    private static final int FAILURES_MAX = 3;

    private final Member caller;
    private final int processes;
    private final FutureTask<Outcome> task = new FutureTask<>(this::call);
    private volatile boolean over;

    /**
     * What came of it.
     *
     * @param rounds how many messages each process was sent
     * @param unanswered how many of all messages got no answer
     * @param failures why, for the first of them
     */
    record Outcome(int rounds, int unanswered, List<String> failures) {}

    private Load(Member caller, int processes) {
        this.caller = caller;
        this.processes = processes;
    }

    /** Begins to call. */
    static Load on(Member caller, int processes) {
        var load = new Load(caller, processes);
        Thread.ofVirtual().name("processhub-demo-load").start(load.task);
        return load;
    }

    private Outcome call() {
        int rounds = 0;
        int unanswered = 0;
        var failures = new ArrayList<String>();
        do {
            Replies.Verified round = caller.verify("", true);
            if (round.asked() != processes) {
                throw new DemoException(
                        caller.name() + " called " + round.asked() + " processes instead of " + processes);
            }
            rounds++;
            unanswered += round.failed();
            failures.addAll(round.failures());
        } while (!over);
        return new Outcome(
                rounds, unanswered, failures.stream().limit(FAILURES_MAX).toList());
    }

    /** Ends with the present round. */
    Outcome finish() {
        over = true;
        try {
            return task.get();
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause();
            if (cause instanceof RuntimeException known) {
                throw known;
            }
            throw new DemoException("the load broke: " + cause, failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted under load", stop);
        }
    }

    /** Begins no further round. */
    @Override
    public void close() {
        over = true;
    }
}
