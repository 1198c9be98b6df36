package io.processhub.runtime;

import io.processhub.environment.Environment;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Interrupts starts that have taken as long as they may, of all instances of a runtime. Thread-safe.
 *
 * <p>Most starts are over at once, and many may begin together: a timer for each would cost more than the start. So a
 * start gets its timer only if it is not over at the next review. Its limit counts from its beginning all the same.
 */
final class Deadlines {
    /** When the starts that have begun are reviewed. */
    static final Duration REVIEW = Duration.ofMillis(50);

    private final Environment environment;
    private final Queue<Begun> begun = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean reviewing = new AtomicBoolean();

    /** A start, and when it began, on the monotonic clock. */
    private record Begun(Runner runner, long nanos) {}

    Deadlines(Environment environment) {
        this.environment = environment;
    }

    /** The start of an instance begins now. */
    void started(Runner runner, Duration limit) {
        if (limit.compareTo(REVIEW) <= 0) {
            runner.limitStart(Duration.ZERO);
            return;
        }
        begun.add(new Begun(runner, environment.nanoTime()));
        if (reviewing.compareAndSet(false, true)) {
            environment.after(REVIEW, this::review);
        }
    }

    private void review() {
        reviewing.set(false); // before the queue is emptied: what is added later finds the next review
        long now = environment.nanoTime();
        for (Begun next = begun.poll(); next != null; next = begun.poll()) {
            next.runner().limitStart(Duration.ofNanos(now - next.nanos()));
        }
    }
}
