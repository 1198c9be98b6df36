package io.processhub.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.processhub.guard.StrategyGuard.Kind;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A strategy that throws or hangs is answered for. */
final class StrategyGuardTest {
    private static final int LOOKS = (int) StrategyGuard.PATIENCE.toSeconds() + 1;

    private final StrategyGuard guard = new StrategyGuard();

    private String failing() {
        return guard.ask(
                Kind.DISTRIBUTION,
                () -> {
                    throw new LinkageError("expected");
                },
                () -> "before");
    }

    private StrategyGuard.Failure failure() {
        return Objects.requireNonNull(guard.failure());
    }

    @Test
    void whatItThrowsIsReplacedByTheEarlierDecisionAndKept() {
        assertThat(failing()).isEqualTo("before");

        assertThat(failure().kind()).isEqualTo(Kind.DISTRIBUTION);
        assertThat(failure().error()).isInstanceOf(LinkageError.class);
    }

    @Test
    void itIsReportedOnceAMinute() {
        failing();
        assertThat(guard.takeReports(0)).hasSize(1);
        failing();
        assertThat(guard.takeReports(59_000_000_000L)).isEmpty();
        assertThat(guard.takeReports(60_000_000_000L)).hasSize(1);
    }

    @Test
    void allIsWellAfterATrialWithoutAFailure() {
        failing();
        assertThat(guard.tryAgain()).isTrue();
        assertThat(guard.failure()).isNotNull();
        assertThat(guard.tryAgain()).isTrue();
        assertThat(guard.failure()).isNull();
        assertThat(guard.tryAgain()).isFalse();
    }

    @Test
    void nullIsNoAnswer() {
        assertThat(nothing()).isEqualTo("before");
        assertThat(guard.failure()).isNotNull();
    }

    @SuppressWarnings("NullAway") // as a user may do it
    private String nothing() {
        return guard.ask(Kind.MIGRATION, () -> null, () -> "before");
    }

    @Test
    void aFaultOfTheHubThatAStrategyRunsIntoPasses() {
        Runnable swallows = () -> {
            try {
                guard.ofTheHub(() -> {
                    throw new IllegalStateException("a bug");
                });
            } catch (IllegalStateException swallowed) {
                assertThat(swallowed).hasMessage("a bug");
            }
        };

        assertThatIllegalStateException()
                .isThrownBy(() -> guard.tell(Kind.SYNCHRONIZATION, swallows))
                .withMessage("a bug");
    }

    @Test
    void anErrorOfTheVirtualMachinePasses() {
        assertThatExceptionOfType(InternalError.class)
                .isThrownBy(() -> guard.tell(Kind.PARTITION, () -> {
                    throw new InternalError("expected");
                }));
    }

    @Test
    void oneThatHangsIsInterruptedAndTheThreadIsCleanAfterwards() throws InterruptedException {
        var asked = new CountDownLatch(1);
        var answer = new AtomicReference<String>();
        var interrupted = new AtomicReference<Boolean>();
        Thread hub = Thread.ofPlatform().start(() -> {
            answer.set(guard.ask(Kind.PARTITION, () -> hang(asked), () -> "before"));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        asked.await();
        for (int look = 0; look < LOOKS - 1; look++) {
            assertThat(guard.look()).isNull();
        }
        assertThat(hub.isAlive()).isTrue();

        assertThat(guard.look()).isEqualTo(Kind.PARTITION);
        hub.join();

        assertThat(answer).hasValue("before");
        assertThat(interrupted).hasValue(false);
        assertThat(guard.hanging()).isNull();
        assertThat(failure().error())
                .hasMessageContaining("did not answer within 5 s")
                .hasRootCauseInstanceOf(InterruptedException.class);
    }

    private static String hang(CountDownLatch asked) {
        asked.countDown();
        try {
            new CountDownLatch(1).await();
            return "never";
        } catch (InterruptedException interrupt) {
            throw new IllegalStateException(interrupt);
        }
    }

    @Test
    void whoDoesNotHeedTheInterruptIsNamed() throws InterruptedException {
        var asked = new CountDownLatch(1);
        var end = new AtomicReference<Boolean>(false);
        Thread hub = Thread.ofPlatform()
                .start(() -> guard.tell(Kind.MIGRATION, () -> {
                    asked.countDown();
                    while (!end.get()) {
                        Thread.onSpinWait();
                    }
                }));
        asked.await();
        for (int look = 0; look < LOOKS; look++) {
            guard.look();
        }

        assertThat(guard.hanging()).isEqualTo(Kind.MIGRATION);
        end.set(true);
        hub.join();
        assertThat(guard.hanging()).isNull();
    }
}
