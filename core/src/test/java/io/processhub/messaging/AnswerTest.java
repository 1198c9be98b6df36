package io.processhub.messaging;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which thread completes an answer, and that each way in which it can end wakes who waits for it. */
final class AnswerTest {
    private static final int PATIENCE_SECONDS = 20;

    private final AtomicInteger ends = new AtomicInteger();
    private final Answer answer = new Answer(ends::incrementAndGet);
    private final Queue<Runnable> others = new ConcurrentLinkedQueue<>();
    private final AnswerQueue queue = new AnswerQueue(others::add);

    private static <T> T await(FutureTask<T> task) throws Exception {
        return task.get(PATIENCE_SECONDS, SECONDS);
    }

    private static <T> FutureTask<T> fork(boolean virtual, Callable<T> call) {
        var task = new FutureTask<>(call);
        (virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon()).start(task);
        return task;
    }

    private void end(Runnable completion) {
        answer.end(completion, queue);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theThreadThatWaitsCompletesIt(boolean virtual) throws Exception {
        var completedBy = new CompletableFuture<Thread>();
        var waiter = fork(virtual, () -> {
            assertThat(answer.join()).isEqualTo("a");
            return Thread.currentThread();
        });

        end(() -> {
            completedBy.complete(Thread.currentThread());
            answer.complete("a");
        });

        assertThat(await(waiter)).isSameAs(completedBy.join());
        assertThat(ends).hasValue(1);
    }

    @Test
    void othersCompleteItWhileNoThreadWaits() {
        end(() -> answer.complete("a"));
        assertThat(answer.getNumberOfDependents()).isZero();

        others.remove().run();

        assertThat(answer).isCompletedWithValue("a");
    }

    @Test
    void oneTaskCompletesManyAnswersButNoneThatHasStages() {
        var held = new Answer(() -> {});
        answer.end(() -> answer.complete("a"), queue);
        held.end(() -> held.complete("b"), queue);
        assertThat(others).hasSize(1);
        var ran = held.thenAccept(value -> {});

        others.remove().run();

        assertThat(answer).isCompletedWithValue("a");
        assertThat(ran).isNotDone();
        assertThat(others).hasSize(1);

        others.remove().run();

        assertThat(ran).isCompleted();
    }

    @Test
    void anAnswerThatComesWhileATaskIsHeldGetsAnother() {
        answer.end(
                () -> {
                    var next = new Answer(() -> {});
                    next.end(() -> next.complete("b"), queue);
                    assertThat(others).hasSize(1);
                    answer.complete("a");
                },
                queue);

        others.remove().run();

        assertThat(answer).isCompletedWithValue("a");
    }

    @Test
    void theStagesOfOthersAreNotRunByTheWaiter() throws Exception {
        var ranBy = new CompletableFuture<Thread>();
        var ran = answer.thenAccept(value -> ranBy.complete(Thread.currentThread()));
        var waiter = fork(false, answer::join);

        end(() -> answer.complete("b"));
        others.remove().run();

        assertThat(await(waiter)).isEqualTo("b");
        assertThat(ran).isCompleted();
        assertThat(ranBy).isCompletedWithValue(Thread.currentThread());
    }

    @Test
    void aSecondThreadWaitsAsForAnyFuture() throws Exception {
        var first = fork(false, answer::join);
        var second = fork(false, answer::get);

        answer.complete("a");

        assertThat(await(first)).isEqualTo("a");
        assertThat(await(second)).isEqualTo("a");
    }

    @Test
    void anInterruptEndsTheWaitOfGetAndTheNextCompletesIt() throws Exception {
        var thread = new CompletableFuture<Thread>();
        var waiter = fork(false, () -> {
            thread.complete(Thread.currentThread());
            return answer.get();
        });
        thread.join().interrupt();

        assertThatThrownBy(() -> await(waiter))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(answer.isDone()).isFalse();
        end(() -> answer.complete("a"));
        assertThat(answer.isDone()).isTrue();
    }

    @Test
    void anInterruptDoesNotEndAJoinAndIsKept() throws Exception {
        var waiter = fork(false, () -> {
            Thread.currentThread().interrupt();
            return answer.join() + " " + Thread.currentThread().isInterrupted();
        });

        end(() -> answer.complete("a"));

        assertThat(await(waiter)).isEqualTo("a true");
    }

    @Test
    void whoeverLooksFinishesWhatTheWaiterWasGiven() throws Exception {
        var waiter = fork(false, answer::join);

        end(() -> answer.complete("a"));

        assertThat(answer.isDone()).isTrue();
        assertThat(answer.getNow("b")).isEqualTo("a");
        assertThat(await(waiter)).isEqualTo("a");
    }

    private void wakes(Consumer<Answer> end) throws Exception {
        var waiter = fork(false, () -> {
            try {
                return answer.join();
            } catch (RuntimeException failure) {
                return "failed";
            }
        });
        end.accept(answer);

        assertThat(await(waiter)).isIn("a", "failed");
    }

    @Test
    void eachWayToEndItWakesTheWaiter() throws Exception {
        wakes(open -> open.complete("a"));
        new AnswerTest().wakes(open -> open.completeExceptionally(new IllegalStateException()));
        new AnswerTest().wakes(open -> open.cancel(false));
        new AnswerTest().wakes(open -> open.obtrudeValue("a"));
        new AnswerTest().wakes(open -> open.obtrudeException(new IllegalStateException()));
        new AnswerTest().wakes(open -> open.completeAsync(() -> "a"));
        new AnswerTest()
                .wakes(open -> open.completeAsync(() -> {
                    throw new IllegalStateException("expected by this test");
                }));
        new AnswerTest().wakes(open -> open.completeOnTimeout("a", 1, SECONDS));
        new AnswerTest().wakes(open -> open.orTimeout(1, SECONDS));
    }
}
