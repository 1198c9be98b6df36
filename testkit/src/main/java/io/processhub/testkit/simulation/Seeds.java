package io.processhub.testkit.simulation;

import io.processhub.testkit.seed.SeedFailure;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.AnnotationBasedArgumentsProvider;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * A test that takes a seed, a {@code long}, as its first parameter, and runs once for each of several. The seed is its
 * display name. Whatever the test throws becomes an {@code AssertionError} that names the seed, and has what was thrown
 * as its cause; an assumption that does not hold stays as it is.
 *
 * <p>{@code -Dsimulation.seed=S} runs just the seed {@code S}; {@code -Dsimulation.seeds=N} runs {@code N} seeds
 * instead of as many as the annotation says. Both may also stand in {@code junit-platform.properties}.
 */
@SuppressWarnings("exports") // a module that uses it requires JUnit anyway, and no other must be forced to
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "seed {0}")
@ArgumentsSource(Seeds.Source.class)
@ExtendWith(Seeds.Naming.class)
public @interface Seeds {

    /** {@return how many seeds, from {@link #first()} on; at least 1} */
    int value() default 20;

    /** {@return the first seed} */
    long first() default 1;

    /** Names the seed in what a test throws. */
    final class Naming implements InvocationInterceptor {

        /** Called by JUnit. */
        public Naming() {}

        @Override
        public void interceptTestTemplateMethod(
                Invocation<@Nullable Void> invocation,
                ReflectiveInvocationContext<Method> method,
                ExtensionContext context)
                throws Throwable {
            long seed = (Long) method.getArguments().getFirst();
            try {
                invocation.proceed();
            } catch (Throwable problem) {
                throw SeedFailure.by(seed, problem, "");
            }
        }
    }

    /** Gives the seeds to JUnit. */
    final class Source extends AnnotationBasedArgumentsProvider<Seeds> {

        /** Called by JUnit. */
        public Source() {}

        @Override
        protected Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context, Seeds seeds) {
            return context.getConfigurationParameter("simulation.seed", Long::valueOf)
                    .map(LongStream::of)
                    .orElseGet(() -> several(context, seeds))
                    .mapToObj(Arguments::of);
        }

        private static LongStream several(ExtensionContext context, Seeds seeds) {
            int count = context.getConfigurationParameter("simulation.seeds", Integer::valueOf)
                    .orElse(seeds.value());
            return LongStream.range(seeds.first(), seeds.first() + count);
        }
    }
}
