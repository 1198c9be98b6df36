package io.processhub.console.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Waits for the world outside this JVM, which cannot be waited for but by asking again.
 *
 * @param limit how long to wait; positive
 * @param pause between two questions
 */
public record Patience(Duration limit, Duration pause) {

    /**
     * Asks often enough not to distort what is measured.
     *
     * @param limit how long to wait
     * @return with a pause of 20 milliseconds
     */
    public static Patience of(Duration limit) {
        return new Patience(limit, Duration.ofMillis(20));
    }

    /**
     * Asks until nothing is missing.
     *
     * @param what is waited for; ends the sentence that begins with «waited for»
     * @param missing says what is missing; empty when nothing is
     * @throws DemoException when something is missing still; says what
     */
    public void until(String what, Supplier<Optional<String>> missing) {
        long start = System.nanoTime();
        Optional<String> lack = missing.get();
        while (lack.isPresent()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new DemoException("waited " + limit.toSeconds() + " s for " + what + ", but " + lack.get());
            }
            if (Thread.interrupted()) {
                throw new DemoException("interrupted while waiting for " + what);
            }
            LockSupport.parkNanos(pause.toNanos());
            lack = missing.get();
        }
    }
}
