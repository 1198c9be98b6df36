package io.processhub;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.port.Effect;
import io.processhub.explain.Explanation;
import io.processhub.placement.Prediction;
import io.processhub.process.NotCaughtUpException;
import io.processhub.process.StartResult;
import io.processhub.process.StopResult;
import io.processhub.spec.ProcessId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The callers that wait for the hub's answers. Thread-safe. Futures are completed on threads for that, because their
 * dependent stages are user code, which must not run on the hub's thread. When the hub closes, every wait ends.
 */
final class PendingCalls {
    private static final String CLOSED = "the hub on this node is closed; ask another node";

    private final Executor completions;
    private final AtomicLong calls = new AtomicLong();
    private final Map<Long, Waiting<Started>> starts = new ConcurrentHashMap<>();
    private final Map<Long, Waiting<List<StopResult>>> stops = new ConcurrentHashMap<>();
    private final Map<Long, Waiting<Effect.Drained>> drains = new ConcurrentHashMap<>();
    private final Map<Long, Waiting<Void>> catchUps = new ConcurrentHashMap<>();
    private final Map<Long, Waiting<Void>> resets = new ConcurrentHashMap<>();
    private final Map<Long, Waiting<Explanation>> explanations = new ConcurrentHashMap<>();
    private final Map<Long, Waiting<Prediction>> dryRuns = new ConcurrentHashMap<>();
    private final Map<Long, Waiting<Long>> raises = new ConcurrentHashMap<>();
    private final CompletableFuture<Optional<Effect.Mismatched>> joined = new CompletableFuture<>();
    private final AtomicBoolean joinDecided = new AtomicBoolean();
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private volatile boolean closed;

    /** A caller and what it asked about. */
    private record Waiting<T>(List<ProcessId> ids, CompletableFuture<T> answer) {}

    /**
     * The answer to a start.
     *
     * @param results one for each process, in the order of the question
     * @param rolledBack whether the call was undone
     */
    record Started(List<StartResult> results, boolean rolledBack) {}

    /**
     * No caller waits yet.
     *
     * @param completions where futures are completed
     */
    PendingCalls(Executor completions) {
        this.completions = completions;
    }

    /**
     * Registers a caller that waits for a start.
     *
     * @param ids what it asks about
     * @param answer to be completed
     * @return the number of the call
     */
    long awaitStart(List<ProcessId> ids, CompletableFuture<Started> answer) {
        return register(starts, new Waiting<>(ids, answer));
    }

    /**
     * Registers a caller that waits for a stop.
     *
     * @param ids what it asks about
     * @param answer to be completed
     * @return the number of the call
     */
    long awaitStop(List<ProcessId> ids, CompletableFuture<List<StopResult>> answer) {
        return register(stops, new Waiting<>(ids, answer));
    }

    /**
     * Registers a caller that waits for another node to leave.
     *
     * @param answer to be completed
     * @return the number of the call
     */
    long awaitDrain(CompletableFuture<Effect.Drained> answer) {
        return register(drains, new Waiting<>(List.of(), answer));
    }

    /**
     * Registers a caller that waits until this node has caught up.
     *
     * @param answer to be completed
     * @return the number of the call
     */
    long awaitCatchUp(CompletableFuture<Void> answer) {
        return register(catchUps, new Waiting<>(List.of(), answer));
    }

    /**
     * Registers a caller that waits for an explanation.
     *
     * @param answer to be completed
     * @return the number of the call
     */
    long awaitExplanation(CompletableFuture<Explanation> answer) {
        return register(explanations, new Waiting<>(List.of(), answer));
    }

    /**
     * Registers a caller that waits for a dry run.
     *
     * @param answer to be completed, on a thread for that, with a prediction that the caller then works out
     * @return the number of the call
     */
    long awaitDryRun(CompletableFuture<Prediction> answer) {
        return register(dryRuns, new Waiting<>(List.of(), answer));
    }

    /**
     * Registers an instance that waits for a greater epoch.
     *
     * @param answer to be completed
     * @return the number of the call
     */
    long awaitRaise(CompletableFuture<Long> answer) {
        return register(raises, new Waiting<>(List.of(), answer));
    }

    /**
     * Registers a caller that wants a majority to be counted from another number.
     *
     * @param answer to be completed
     * @return the number of the call
     */
    long awaitReset(CompletableFuture<Void> answer) {
        return register(resets, new Waiting<>(List.of(), answer));
    }

    /** A caller that registers while the hub closes is seen here or by {@link #close}, so no wait is forgotten. */
    private <T> long register(Map<Long, Waiting<T>> waiting, Waiting<T> caller) {
        long call = calls.incrementAndGet();
        waiting.put(call, caller);
        if (closed) {
            endWaits();
        }
        return call;
    }

    /** {@return ends when the hub has joined, or with the peer whose other configuration keeps it from joining} */
    CompletableFuture<Optional<Effect.Mismatched>> whenJoined() {
        return joined;
    }

    /** {@return ends when the hub has left} */
    CompletableFuture<Void> whenLeft() {
        return left;
    }

    void started(Effect.AnswerStart answer) {
        complete(starts.remove(answer.call()), new Started(answer.results(), answer.rolledBack()));
    }

    void stopped(Effect.AnswerStop answer) {
        complete(stops.remove(answer.call()), answer.results());
    }

    void drained(long call, Effect.Drained outcome) {
        complete(drains.remove(call), outcome);
    }

    void caughtUp(Effect.AnswerCatchUp answer) {
        Waiting<Void> caller = catchUps.remove(answer.call());
        List<NodeId> members = answer.outcome().members();
        switch (answer.outcome().end()) {
            case CAUGHT_UP -> complete(caller);
            case MEMBER_LOST ->
                fail(
                        caller,
                        new NotCaughtUpException(
                                members + " left or was lost before this node had read all that it had written; ask"
                                        + " again to wait for those that are members now",
                                members));
            case TIMED_OUT ->
                fail(
                        caller,
                        new NotCaughtUpException(
                                "not all that " + members + " had written was read in time; ask again, or for longer",
                                members));
        }
    }

    private void complete(@Nullable Waiting<Void> caller) {
        if (caller != null) {
            completions.execute(() -> caller.answer().complete(null));
        }
    }

    void reset(Effect.AnswerReset answer) {
        if (answer.refusal() == null) {
            complete(resets.remove(answer.call()));
        } else {
            fail(resets.remove(answer.call()), new IllegalStateException(answer.refusal()));
        }
    }

    void explained(long call, Explanation explanation) {
        complete(explanations.remove(call), explanation);
    }

    void predicted(long call, Prediction prediction) {
        complete(dryRuns.remove(call), prediction);
    }

    void raised(Effect.AnswerRaise answer) {
        if (answer.refusal() == null) {
            complete(raises.remove(answer.call()), answer.epoch());
        } else {
            fail(raises.remove(answer.call()), new IllegalStateException(answer.refusal()));
        }
    }

    private <T> void complete(@Nullable Waiting<T> caller, T answer) {
        if (caller != null) {
            completions.execute(() -> caller.answer().complete(answer));
        }
    }

    void joined() {
        decide(() -> joined.complete(Optional.empty()));
    }

    /** {@return whether the hub was still joining; it never will, then} */
    boolean refuseJoin(Effect.Mismatched mismatch) {
        return decide(() -> joined.complete(Optional.of(mismatch)));
    }

    /** The first decision counts, though completions may finish in another order than they began. */
    private boolean decide(Runnable completion) {
        boolean first = joinDecided.compareAndSet(false, true);
        if (first) {
            completions.execute(completion);
        }
        return first;
    }

    void close() {
        end(new IllegalStateException("the hub was closed before it had joined"));
    }

    /** Like {@link #close}, of a hub that broke. */
    void fail(Throwable bug) {
        end(new IllegalStateException("the hub broke before it had joined: " + bug, bug));
    }

    private void end(IllegalStateException notJoined) {
        closed = true;
        endWaits();
        decide(() -> joined.completeExceptionally(notJoined));
        completions.execute(() -> left.complete(null));
    }

    private void endWaits() {
        failAll(raises);
        failAll(catchUps);
        failAll(resets);
        failAll(explanations);
        failAll(dryRuns);
        drains.keySet().forEach(call -> complete(drains.remove(call), Effect.Drained.HUB_CLOSED));
        starts.keySet()
                .forEach(call -> end(
                        starts.remove(call),
                        ids -> new Started(
                                ids.stream().map(PendingCalls::refusal).toList(), false)));
        stops.keySet()
                .forEach(call -> end(
                        stops.remove(call),
                        ids -> ids.stream().map(PendingCalls::unknown).toList()));
    }

    private <T> void end(@Nullable Waiting<T> caller, Function<List<ProcessId>, T> answer) {
        if (caller != null) {
            complete(caller, answer.apply(caller.ids()));
        }
    }

    private void failAll(Map<Long, ? extends Waiting<?>> waiting) {
        waiting.keySet().forEach(call -> fail(waiting.remove(call), new IllegalStateException(CLOSED)));
    }

    private void fail(@Nullable Waiting<?> caller, RuntimeException problem) {
        if (caller != null) {
            completions.execute(() -> caller.answer().completeExceptionally(problem));
        }
    }

    private static StartResult refusal(ProcessId id) {
        return new StartResult.Refused(id, CLOSED);
    }

    private static StopResult unknown(ProcessId id) {
        return new StopResult.Refused(id, CLOSED);
    }

    /** What the coordinator has found out about a node, for the caller. */
    static DrainResult result(NodeId node, Effect.Drained outcome) {
        return switch (outcome) {
            case LEFT -> new DrainResult.Left(node);
            case LOST -> new DrainResult.Lost(node);
            case STILL_THERE -> new DrainResult.StillThere(node);
            case NOT_A_MEMBER -> new DrainResult.NotAMember(node);
            case HUB_CLOSED -> new DrainResult.Unknown(node);
        };
    }
}
