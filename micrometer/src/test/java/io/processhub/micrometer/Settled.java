package io.processhub.micrometer;

import io.micrometer.core.instrument.search.MeterNotFoundException;
import io.processhub.environment.Environment;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what other threads are about to bring about. */
final class Settled {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private Settled() {}

    /** Looks again and again until an assertion holds; fails as it does when patience runs out. */
    static void holds(Runnable assertion) {
        long begun = Environment.system().nanoTime();
        while (true) {
            try {
                assertion.run();
                return;
            } catch (AssertionError | MeterNotFoundException notYet) {
                if (Environment.system().nanoTime() - begun > PATIENCE.toNanos()) {
                    throw notYet;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
