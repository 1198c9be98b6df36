package io.processhub.messaging;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an asker holds. Nothing inside hangs on it, so a caller that completes or cancels it does so for itself; the
 * call is forgotten then. Thread-safe.
 *
 * <p>To complete it is to run the stages that hang on it, which are user code; so that is the work of a thread for user
 * code, and not of the process that has answered. But often nothing hangs on it except one thread that waits. Then that
 * thread completes it: it is the user's, too, and is to be woken in any case, so that an answer needs no third thread.
 */
final class Answer extends CompletableFuture<Object> {
    private static final AtomicReferenceFieldUpdater<Answer, @Nullable Object> WAITER =
            AtomicReferenceFieldUpdater.newUpdater(Answer.class, Object.class, "waiter");

    private final Runnable onEnd;

    /** What completes this. A type of its own, because a thread is a task, too. */
    private record Given(Runnable completion) {}

    /** The first thread that waits, or what completes this. */
    private volatile @Nullable Object waiter;

    /** An open answer; {@code onEnd} runs before it ends, however that comes, and possibly more than once. */
    Answer(Runnable onEnd) {
        this.onEnd = onEnd;
    }

    /**
     * Has this completed: by the thread that waits, or one that comes to wait before one of the others has begun. While
     * stages hang on this, only the others do it.
     */
    void end(Runnable completion, AnswerQueue others) {
        var given = new Given(completion);
        if (getNumberOfDependents() > 0) {
            others.complete(completion);
        } else if (waiter instanceof Thread thread && WAITER.compareAndSet(this, thread, given)) {
            LockSupport.unpark(thread);
        } else if (WAITER.compareAndSet(this, null, given)) {
            others.add(this);
        } else {
            others.complete(completion);
        }
    }

    /** For the queue that this was added to: completes this, unless that has been done. */
    void completeFor(AnswerQueue others) {
        if (waiter instanceof Given given) {
            if (getNumberOfDependents() == 0) {
                take(given);
            } else {
                others.complete(() -> take(given));
            }
        }
    }

    private void take(Given given) {
        if (WAITER.compareAndSet(this, given, null)) {
            given.completion().run();
        }
    }

    /** A thread that looks whether this has ended completes it, if that is to be done and no stage hangs on this. */
    private void finish() {
        if (waiter instanceof Given given && getNumberOfDependents() == 0) {
            take(given);
        }
    }

    /**
     * Waits if no other thread does so already; a thread of a pool that compensates for its waiting leaves it to that.
     */
    private void await(boolean interruptible) {
        finish();
        Thread self = Thread.currentThread();
        if (super.isDone() || self instanceof ForkJoinWorkerThread || !WAITER.compareAndSet(this, null, self)) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        while (waiter == self && !super.isDone() && !(interrupted && interruptible)) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (!WAITER.compareAndSet(this, self, null) && waiter instanceof Given given) {
            take(given);
        }
        if (interrupted) {
            self.interrupt();
        }
    }

    private boolean wake(boolean ended) {
        if (waiter instanceof Thread thread) {
            LockSupport.unpark(thread);
        }
        return ended;
    }

    @Override
    public Object join() {
        await(/* interruptible= */ false);
        return super.join();
    }

    @Override
    public Object get() throws InterruptedException, ExecutionException {
        await(/* interruptible= */ true);
        return super.get();
    }

    @Override
    public boolean isDone() {
        finish();
        return super.isDone();
    }

    @Override
    public Object getNow(Object otherwise) {
        finish();
        return super.getNow(otherwise);
    }

    @Override
    public boolean complete(Object value) {
        onEnd.run();
        return wake(super.complete(value));
    }

    @Override
    public boolean completeExceptionally(Throwable error) {
        onEnd.run();
        return wake(super.completeExceptionally(error));
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        onEnd.run();
        return wake(super.cancel(mayInterruptIfRunning));
    }

    @Override
    public void obtrudeValue(Object value) {
        onEnd.run();
        super.obtrudeValue(value);
        wake(true);
    }

    @Override
    public void obtrudeException(Throwable error) {
        onEnd.run();
        super.obtrudeException(error);
        wake(true);
    }

    @Override
    public CompletableFuture<Object> completeAsync(Supplier<? extends Object> supplier, Executor executor) {
        executor.execute(() -> {
            try {
                complete(supplier.get());
            } catch (Throwable error) {
                completeExceptionally(error);
            }
        });
        return this;
    }

    @Override
    public CompletableFuture<Object> completeAsync(Supplier<? extends Object> supplier) {
        return completeAsync(supplier, defaultExecutor());
    }

    /** What hangs on it is not of its kind. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
