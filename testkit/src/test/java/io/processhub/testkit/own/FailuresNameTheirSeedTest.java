package io.processhub.testkit.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.trial.Trial;
import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** A test that fails names its seed, also when its own assertion fails. The tests that take a seed all fail here. */
@ExtendWith(FailuresNameTheirSeedTest.Expecting.class)
final class FailuresNameTheirSeedTest {

    /** What the test that runs must fail with, given its seed. */
    private static BiConsumer<Long, Throwable> expected = (seed, problem) -> {};

    /** Runs around the extension of the annotation, because that of a class comes before that of a method. */
    static final class Expecting implements InvocationInterceptor {
        @Override
        public void interceptTestTemplateMethod(
                Invocation<@Nullable Void> invocation,
                ReflectiveInvocationContext<Method> method,
                ExtensionContext context) {
            long seed = (Long) method.getArguments().getFirst();
            assertThatThrownBy(invocation::proceed).satisfies(problem -> expected.accept(seed, problem));
        }
    }

    @Seeds(3)
    void anAssertionOfTheTest(long seed) {
        expected = (own, problem) -> assertThat(problem)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("seed " + own + ": three apples")
                .hasMessageContaining("-Dsimulation.seed=" + own)
                .cause()
                .isExactlyInstanceOf(AssertionError.class)
                .hasMessage("three apples");

        fail("three apples");
    }

    @Seeds(2)
    void anExceptionOfTheTest(long seed) throws IOException {
        expected = (own, problem) -> assertThat(problem)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("seed " + own + ": java.io.IOException: disk full")
                .hasMessageContaining("-Dsimulation.seed=" + own)
                .hasCauseExactlyInstanceOf(IOException.class);

        throw new IOException("disk full");
    }

    @Seeds(2)
    void anAssumption(long seed) {
        expected = (own, problem) -> assertThat(problem)
                .isExactlyInstanceOf(TestAbortedException.class)
                .hasMessageContaining("not here");

        assumeTrue(false, "not here");
    }

    @Seeds(2)
    void aFailureOfTheTestKit(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(1).seed(seed).start();
        expected = (own, problem) -> assertThat(problem)
                .isInstanceOf(AssertionError.class)
                .hasNoCause()
                .hasMessageStartingWith("seed " + own + " at ")
                .hasMessageContaining("-Dsimulation.seed=" + own);

        cluster.runUntil(() -> false, Duration.ofSeconds(1));
    }

    @Test
    void anAssertionWhileWaiting() {
        SimulatedCluster cluster = SimulatedCluster.of(1).seed(42).start();

        assertNamed(() -> cluster.runUntil(() -> fail("three apples"), Duration.ofSeconds(1)));
    }

    @Test
    void anAssertionInAScenario() {
        assertNamed(() -> SimulatedCluster.of(2).seed(42).run(cluster -> {
            cluster.settle();
            fail("three apples");
        }));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> SimulatedCluster.of(1).seed(43).run(cluster -> {
                    throw new IOException("disk full");
                }))
                .withMessageStartingWith("seed 43: java.io.IOException: disk full")
                .withCauseExactlyInstanceOf(IOException.class);
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> SimulatedCluster.of(1).run(cluster -> assumeTrue(false)));
    }

    @Test
    void anAssertionAboutAnOutcomeOfATrial() {
        assertNamed(() -> Trial.of(1, 1).play(41, 3, Runnable::run, outcome -> {
            if (outcome.seed() == 42) {
                fail("three apples");
            }
        }));
    }

    @Test
    void anExceptionFromTheSettingsOfATrial() {
        Trial trial = Trial.of(1, 1).settings(hub -> hub.weight(-1));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> trial.play(42))
                .withMessageStartingWith("seed 42: java.lang.IllegalArgumentException: ")
                .withCauseInstanceOf(IllegalArgumentException.class);
    }

    private static void assertNamed(ThrowingCallable call) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(call)
                .withMessageStartingWith("seed 42: three apples\nto run it again: -Dsimulation.seed=42 ")
                .havingCause()
                .isExactlyInstanceOf(AssertionError.class)
                .withMessage("three apples");
    }
}
