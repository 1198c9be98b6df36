package io.processhub.messaging;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Completes answers on threads for user code. An answer with stages gets a task of its own, because they may block.
 * Those without are completed one after another by one task: a task for each would cost more than the answer.
 * Thread-safe.
 */
final class AnswerQueue {
    private final Executor threads;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean submitted = new AtomicBoolean();

    /** A queue without answers; {@code threads} run user code. */
    AnswerQueue(Executor threads) {
        this.threads = threads;
    }

    /** Has a thread of its own run what completes an answer with stages. */
    void complete(Runnable completion) {
        threads.execute(completion);
    }

    /** Has an answer completed that knows what completes it, unless another thread does so before. */
    void add(Answer answer) {
        answers.add(answer);
        if (!submitted.get() && submitted.compareAndSet(false, true)) {
            threads.execute(this::drain);
        }
    }

    /** Another task is submitted from here on, so that no answer has to wait for a stage that holds this one. */
    private void drain() {
        submitted.set(false);
        for (Answer next = answers.poll(); next != null; next = answers.poll()) {
            next.completeFor(this);
        }
    }
}
