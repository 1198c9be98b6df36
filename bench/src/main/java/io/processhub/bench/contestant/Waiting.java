package io.processhub.bench.contestant;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Looks every millisecond. */
public final class Waiting {
    private static final long PATIENCE_NANOS = 300_000_000_000L;
    private static final long PAUSE_NANOS = 1_000_000;

    private Waiting() {}

    /**
     * Blocks until something holds.
     *
     * @throws TimeoutException when it does not for minutes
     */
    public static void until(String what, BooleanSupplier condition) throws TimeoutException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("waited in vain until " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
