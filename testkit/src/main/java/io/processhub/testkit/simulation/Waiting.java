package io.processhub.testkit.simulation;

import io.processhub.testkit.seed.SeedFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** Lets virtual time pass until something holds, and fails with the seed and the end of the trace when it does not. */
final class Waiting {
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration TICK = Duration.ofMillis(1);
    private static final Duration GLANCE = Duration.ofMillis(50);
    private static final int QUIET_GLANCES_MIN = 20;

    private final Simulation simulation;
    private final long seed;

    Waiting(Simulation simulation, long seed) {
        this.simulation = simulation;
        this.seed = seed;
    }

    void until(BooleanSupplier condition, Duration limit) {
        long end = simulation.nanos() + limit.toNanos();
        while (!holds(condition)) {
            if (simulation.nanos() >= end) {
                throw failure("did not happen within " + limit);
            }
            simulation.run(TICK);
        }
    }

    private boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (Throwable problem) {
            throw SeedFailure.by(seed, problem, "thrown by a condition at " + elapsed() + "\n" + ending());
        }
    }

    <T> T result(CompletableFuture<T> future) {
        until(future::isDone, PATIENCE);
        return future.join();
    }

    /** Waits until all nodes have agreed on the same digest for one second; returns since when they have. */
    Duration rest(SimulatedNodes nodes, Duration limit) {
        long end = simulation.nanos() + limit.toNanos();
        Optional<Long> before = Optional.empty();
        for (int quiet = 0; quiet < QUIET_GLANCES_MIN; ) {
            if (simulation.nanos() >= end) {
                throw failure("did not settle within " + limit + ":\n" + nodes.statuses());
            }
            simulation.run(GLANCE);
            Optional<Long> digest = nodes.agreement();
            quiet = digest.isPresent() && digest.equals(before) ? quiet + 1 : 0;
            before = digest;
        }
        return elapsed().minus(GLANCE.multipliedBy(QUIET_GLANCES_MIN));
    }

    AssertionError failure(String what) {
        return SeedFailure.of(seed, "at " + elapsed() + ": " + what, ending());
    }

    private String ending() {
        return simulation.trace().ending();
    }

    Duration elapsed() {
        return Duration.ofNanos(simulation.nanos());
    }
}
