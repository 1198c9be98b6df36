package io.processhub;

import io.processhub.cluster.NodeId;
import io.processhub.environment.Environment;
import io.processhub.quorum.Quorum.Question;
import io.processhub.quorum.Quorum.Reply;
import io.processhub.runtime.ProcessCode;
import io.processhub.strategy.partition.Arbiter;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the questions of one hub to its arbiter, on a worker, each with a deadline. One call at a time: while one does
 * not heed its interruption, the arbiter counts as silent. Thread-safe; no method waits for the arbiter.
 */
final class ArbiterCalls implements AutoCloseable {
    /** Answers nothing. */
    static final Arbiter NONE = claim -> CompletableFuture.failedFuture(new IllegalStateException("there is none"));

    private final Environment environment;
    private final String hub;
    private final NodeId self;
    private final Arbiter arbiter;

    /** The last call; guarded by this. */
    private @Nullable Call last;

    ArbiterCalls(HubBuilder settings, NodeId self) {
        this.environment = settings.environment;
        this.hub = settings.hubId;
        this.self = self;
        this.arbiter = settings.arbiter;
    }

    /**
     * Asks.
     *
     * @param question what
     * @param receiver is given one reply, on any thread
     */
    synchronized void ask(Question question, Consumer<Reply> receiver) {
        if (last != null && last.inside()) {
            receiver.accept(new Reply(question.number(), null, "the call before has not returned"));
        } else {
            last = new Call(question, receiver);
            last.begin();
        }
    }

    /** Interrupts the call in progress; its answer is dropped. Idempotent. */
    @Override
    public synchronized void close() {
        if (last != null) {
            last.giveUp();
        }
    }

    /** One question on its way. Thread-safe. */
    private final class Call {
        private final Question question;

        // mutable state, guarded by this
        private @Nullable Consumer<Reply> receiver;
        private @Nullable CompletionStage<Arbiter.Answer> answer;
        private @Nullable Thread thread;
        private Environment.@Nullable Timer limit;
        private boolean inside = true;

        Call(Question question, Consumer<Reply> receiver) {
            this.question = question;
            this.receiver = receiver;
        }

        synchronized void begin() {
            limit = environment.after(question.terms().deadline(), this::overrun);
            environment.workers().execute(this::run);
        }

        /** Whether the arbiter's code has not returned yet. */
        synchronized boolean inside() {
            return inside;
        }

        private void run() {
            try {
                enter();
                var claim = new Arbiter.Claim(
                        hub,
                        self,
                        question.part(),
                        question.terms().validity(),
                        question.terms().deadline());
                keep(Objects.requireNonNull(arbiter.ask(claim), "the arbiter returned null"))
                        .whenComplete(this::end);
            } catch (Throwable thrown) { // whatever user code throws
                end(null, thrown);
            } finally {
                leave();
            }
        }

        private synchronized void enter() {
            thread = Thread.currentThread();
            thread.setContextClassLoader(ProcessCode.loaderOf(arbiter));
            if (receiver == null) {
                thread.interrupt(); // given up before it began
            }
        }

        private synchronized CompletionStage<Arbiter.Answer> keep(CompletionStage<Arbiter.Answer> stage) {
            answer = stage;
            return stage;
        }

        private synchronized void leave() {
            thread = null;
            inside = false;
            Thread.interrupted();
            if (receiver == null) {
                cancel();
            }
        }

        private void cancel() {
            if (answer instanceof Future<?> future) {
                future.cancel(true);
            }
        }

        private void overrun() {
            end(
                    null,
                    new TimeoutException("no answer within " + question.terms().deadline()));
            giveUp();
        }

        synchronized void giveUp() {
            receiver = null;
            if (limit != null) {
                limit.cancel();
            }
            if (thread != null) {
                thread.interrupt();
            }
            cancel();
        }

        private void end(Arbiter.@Nullable Answer said, @Nullable Throwable error) {
            Consumer<Reply> next = takeReceiver();
            if (next != null) {
                next.accept(reply(said, error));
            }
        }

        private Reply reply(Arbiter.@Nullable Answer said, @Nullable Throwable error) {
            if (said != null) {
                return new Reply(question.number(), said, "");
            }
            Throwable cause =
                    error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
            return new Reply(question.number(), null, cause == null ? "it answered null" : HubLoop.describe(cause));
        }

        private synchronized @Nullable Consumer<Reply> takeReceiver() {
            Consumer<Reply> taken = receiver;
            receiver = null;
            if (taken != null && limit != null) {
                limit.cancel();
            }
            return taken;
        }
    }
}
