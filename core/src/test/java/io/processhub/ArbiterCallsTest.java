package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.processhub.cluster.NodeId;
import io.processhub.quorum.Quorum.Question;
import io.processhub.quorum.Quorum.Reply;
import io.processhub.strategy.partition.Arbiter;
import io.processhub.strategy.partition.Arbiter.Answer;
import io.processhub.strategy.partition.Arbitrated;
import io.processhub.strategy.partition.MajorityQuorum;
import io.processhub.strategy.partition.PartitionStrategy.Arbitration;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** How an arbiter is called: elsewhere, once at a time, and for a limited time. */
final class ArbiterCallsTest {
    private static final NodeId SELF = new NodeId("a", 1);
    private static final Answer GRANTED = new Answer.Granted(Duration.ofSeconds(15));
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();

    private static ArbiterCalls calls(Arbiter arbiter) {
        return new ArbiterCalls(ProcessHub.builder("orders").arbiter(arbiter), SELF);
    }

    private void ask(ArbiterCalls calls, long number, Duration deadline) {
        var terms = new Arbitration(Duration.ofSeconds(15), deadline);
        calls.ask(new Question(number, List.of(SELF), terms), replies::add);
    }

    private Reply reply() {
        return Eventually.next(replies);
    }

    @Test
    void theClaimNamesTheHubAndThePart() {
        var claims = new LinkedBlockingQueue<Arbiter.Claim>();
        var thread = new CompletableFuture<Thread>();
        ask(
                calls(claim -> {
                    claims.add(claim);
                    thread.complete(Thread.currentThread());
                    return CompletableFuture.completedFuture(GRANTED);
                }),
                7,
                LONG);

        assertThat(reply()).isEqualTo(new Reply(7, GRANTED, ""));
        assertThat(Eventually.next(claims))
                .isEqualTo(new Arbiter.Claim("orders", SELF, List.of(SELF), Duration.ofSeconds(15), LONG));
        assertThat(thread.join()).isNotEqualTo(Thread.currentThread());
    }

    /** As code does that no checker has seen. */
    @SuppressWarnings("NullAway")
    private static CompletableFuture<Answer> answerNull(Arbiter.Claim claim) {
        return CompletableFuture.completedFuture(null);
    }

    @Test
    void whatItThrowsIsTheReason() {
        ask(
                calls(claim -> {
                    throw new IllegalStateException("no table");
                }),
                1,
                LONG);
        assertThat(reply()).isEqualTo(new Reply(1, null, "java.lang.IllegalStateException: no table"));

        ask(calls(claim -> CompletableFuture.failedFuture(new IllegalStateException("no row"))), 2, LONG);
        assertThat(reply()).isEqualTo(new Reply(2, null, "java.lang.IllegalStateException: no row"));

        ask(calls(ArbiterCallsTest::answerNull), 3, LONG);
        assertThat(reply()).isEqualTo(new Reply(3, null, "it answered null"));
    }

    @Test
    void aCallThatOverrunsIsInterruptedAndTheNextOneIsMade() {
        var interrupted = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        ArbiterCalls calls = calls(claim -> {
            if (interrupted.getCount() > 0) {
                try {
                    never.await();
                } catch (InterruptedException expected) {
                    interrupted.countDown();
                }
            }
            return CompletableFuture.completedFuture(GRANTED);
        });
        ask(calls, 1, SHORT);

        assertThat(reply().problem()).contains("no answer within PT0.05S");
        Eventually.holds(() -> {
            ask(calls, 2, LONG);
            assertThat(reply().said()).isEqualTo(GRANTED);
        });
        assertThat(replies).as("the late answer").isEmpty();
    }

    @Test
    void aStageThatOverrunsIsCancelled() {
        var stage = new CompletableFuture<Answer>();
        ArbiterCalls calls = calls(claim -> stage);
        ask(calls, 1, SHORT);

        assertThat(reply().said()).isNull();
        Eventually.holds(() -> assertThat(stage).isCancelled());
        assertThat(replies).isEmpty();
    }

    @Test
    void whileACallDoesNotHeedItsInterruptionNoOtherIsMade() {
        var end = new CompletableFuture<Answer>();
        var calls = new LinkedBlockingQueue<Arbiter.Claim>();
        ArbiterCalls stubborn = calls(claim -> {
            calls.add(claim);
            end.join(); // ignores interrupts
            return end;
        });
        ask(stubborn, 1, SHORT);
        assertThat(reply().number()).isEqualTo(1);
        ask(stubborn, 2, SHORT);

        assertThat(reply()).isEqualTo(new Reply(2, null, "the call before has not returned"));
        assertThat(calls).hasSize(1);
        end.complete(GRANTED);
    }

    @Test
    void afterTheCloseItSaysNothing() {
        var stage = new CompletableFuture<Answer>();
        ArbiterCalls calls = calls(claim -> stage);
        ask(calls, 1, LONG);
        calls.close();

        Eventually.holds(() -> assertThat(stage).isCancelled());
        assertThat(replies).isEmpty();
    }

    @Test
    void aHubWhoseStrategyAsksNeedsAnArbiter() {
        HubBuilder builder = ProcessHub.builder("orders").partition(new Arbitrated(new MajorityQuorum()));

        assertThatIllegalArgumentException()
                .isThrownBy(builder::start)
                .withMessageContaining("Arbitrated[base=MajorityQuorum[")
                .withMessageContaining("give one by arbiter(…)");
    }
}
