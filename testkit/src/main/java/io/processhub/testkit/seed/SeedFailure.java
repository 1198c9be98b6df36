package io.processhub.testkit.seed;

import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The failure of a run that follows from a seed. Its message names the seed, and how to run it again. */
@SuppressWarnings("serial") // has nothing but its message and its cause
public final class SeedFailure extends AssertionError {
    /** By name, because the simulation runs without these libraries, too. */
    private static final Set<String> ABORTS = Set.of(
            "org.opentest4j.TestAbortedException",
            "org.junit.internal.AssumptionViolatedException",
            "org.testng.SkipException");

    private SeedFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * A failure that the test kit has found.
     *
     * @param seed of the run
     * @param what happened, the most important in the first line
     * @param details lines to read after that
     * @return the failure
     */
    public static SeedFailure of(long seed, String what, String details) {
        return new SeedFailure("seed " + seed + " " + what + "\n" + again(seed) + "\n" + details, null);
    }

    /**
     * A failure of user code, such as an assertion of a test.
     *
     * @param seed of the run
     * @param error that the code threw
     * @param details lines to read after its message; may be empty
     * @return the error itself when it names the seed already; else a failure that shows the message of the error and,
     *     unless it is an {@code AssertionError}, its class, and has the error as its cause
     * @throws RuntimeException the error itself when it aborts a test without failing it, such as an assumption
     * @throws Error the error itself when the JVM cannot go on
     */
    public static SeedFailure by(long seed, Throwable error, String details) {
        if (error instanceof SeedFailure named) {
            return named;
        }
        if (error instanceof RuntimeException abort && aborts(abort)) {
            throw abort;
        }
        if (error instanceof VirtualMachineError fatal && !(error instanceof StackOverflowError)) {
            throw fatal;
        }
        String message =
                error instanceof AssertionError && error.getMessage() != null ? error.getMessage() : error.toString();
        return new SeedFailure("seed " + seed + ": " + message + "\n" + again(seed) + "\n" + details, error);
    }

    private static boolean aborts(RuntimeException error) {
        return Stream.<Class<?>>iterate(error.getClass(), type -> type != null, Class::getSuperclass)
                .anyMatch(type -> ABORTS.contains(type.getName()));
    }

    private static String again(long seed) {
        return "to run it again: -Dsimulation.seed=" + seed + " for a test with @Seeds, seed(" + seed
                + ") of the plan for any other";
    }
}
