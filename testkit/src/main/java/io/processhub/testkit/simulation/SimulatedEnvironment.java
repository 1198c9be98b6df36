package io.processhub.testkit.simulation;

import io.processhub.observation.HubObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;

/**
 * The clocks, timers, threads and chance of one simulated machine. Every task becomes an event a few microseconds
 * later, by chance, so that each seed tries another order. User code must not block: no thread would wake it.
 */
final class SimulatedEnvironment implements HubObserver.Observed {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int HESITATION_NANOS_MAX = 50_000;

    private final Simulation simulation;
    private final Life life;
    private final RandomGenerator random;

    /** Apart from {@link #random}: how the machine hurries is not what its code draws. */
    private final RandomGenerator hurry;

    private final long origin;
    private final Executor workers = task -> soon(0, () -> runAsGuest(task));

    // mutable state
    private HubObserver observer = HubObserver.NONE;
    private Instant wallStart = START;
    private long wallStartNanos;
    private double drift;
    private Usage usage = Usage.UNKNOWN;

    SimulatedEnvironment(Simulation simulation, Life life) {
        this.simulation = simulation;
        this.life = life;
        this.random = simulation.random("code of " + life.name());
        this.hurry = simulation.random("hurry of " + life.name());
        this.origin = hurry.nextLong() >> 2;
    }

    /** Observes the hubs that are built from now on. */
    void observe(HubObserver value) {
        observer = value;
    }

    @Override
    public HubObserver observer() {
        return observer;
    }

    /** Virtual time as the wall clock of this machine tells it, wrong by its jumps and its drift. */
    @Override
    public Instant now() {
        long passed = simulation.nanos() - wallStartNanos;
        return wallStart.plusNanos(passed + (long) (passed * drift));
    }

    /** Sets the wall clock forward or, when negative, back. */
    void jump(Duration step) {
        wallStart = now().plus(step);
        wallStartNanos = simulation.nanos();
    }

    /** Lets the wall clock run fast by this share or, when negative, slow. */
    void drift(double share) {
        jump(Duration.ZERO);
        drift = share;
    }

    @Override
    public Usage usage() {
        return usage;
    }

    /** Lets the machine say from now on how much of it is in use. */
    void use(Usage value) {
        usage = value;
    }

    @Override
    public long nanoTime() {
        return origin + simulation.nanos();
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public Executor workers() {
        return workers;
    }

    @Override
    public Lane lane(String name) {
        return new SimulatedLane(name);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return soon(delay.toNanos(), task);
    }

    /** Callbacks set the class loader of their thread, which here is that of the test. */
    private static void runAsGuest(Runnable task) {
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        try {
            task.run();
        } finally {
            current.setContextClassLoader(before);
        }
    }

    private Simulation.Event soon(long delayNanos, Runnable task) {
        return simulation.plan(Math.max(0, delayNanos) + hurry.nextInt(HESITATION_NANOS_MAX), life, task);
    }

    /** Runs its tasks in order: none is planned for earlier than the one before, and at the same time order decides. */
    private final class SimulatedLane implements Lane {
        private final String name;

        // mutable state
        private long lastNanos;
        private boolean closed;

        private SimulatedLane(String name) {
            this.name = name;
        }

        @Override
        public void execute(Runnable task) {
            if (closed) {
                throw new RejectedExecutionException("lane " + name + " of " + life.name() + " is closed");
            }
            lastNanos = Math.max(lastNanos, simulation.nanos() + hurry.nextInt(HESITATION_NANOS_MAX));
            simulation.plan(lastNanos - simulation.nanos(), life, task);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
