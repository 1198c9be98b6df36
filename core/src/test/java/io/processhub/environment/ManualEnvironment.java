package io.processhub.environment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An environment whose time stands still until the test moves it. Workers are real virtual threads, or, when stepped,
 * tasks that the test's own thread runs one after another.
 */
public final class ManualEnvironment implements Environment {
    private static final Comparator<Alarm> BY_TIME =
            Comparator.comparingLong((Alarm alarm) -> alarm.due).thenComparingLong(alarm -> alarm.number);

    private final Executor workers;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(BY_TIME);
    private long nanos;
    private long alarmsMade;

    private ManualEnvironment(@Nullable Executor workers) {
        this.workers = workers == null ? tasks::add : workers;
    }

    /** {@return an environment with real threads and manual time} */
    public static ManualEnvironment threaded() {
        return new ManualEnvironment(Environment.system().workers());
    }

    /** {@return one with a single thread, that of the test, which must {@link #run} or {@link #advance} it} */
    public static ManualEnvironment stepped() {
        return new ManualEnvironment(null);
    }

    /** Runs what the workers were given, and what that gives them. */
    public void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /**
     * Lets time pass, and runs what becomes due in it, in order, on the calling thread.
     *
     * @param time how much
     */
    public void advance(Duration time) {
        long end = nanoTime() + time.toNanos();
        run();
        for (Alarm alarm = nextUpTo(end); alarm != null; alarm = nextUpTo(end)) {
            alarm.task.run();
            run();
        }
    }

    private synchronized @Nullable Alarm nextUpTo(long end) {
        Alarm first = alarms.peek();
        if (first == null || first.due > end) {
            nanos = end;
            return null;
        }
        nanos = Math.max(nanos, first.due);
        return alarms.remove();
    }

    /** {@return how many tasks wait for their time} */
    public synchronized int timers() {
        return alarms.size();
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(nanoTime());
    }

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public RandomGenerator random() {
        return new Random(1);
    }

    @Override
    public Executor workers() {
        return workers;
    }

    @Override
    public Lane lane(String name) {
        return Environment.system().lane(name);
    }

    @Override
    public synchronized Timer after(Duration delay, Runnable task) {
        var alarm = new Alarm(nanos + Math.max(0, delay.toNanos()), alarmsMade++, task);
        alarms.add(alarm);
        return () -> forget(alarm);
    }

    private synchronized void forget(Alarm alarm) {
        alarms.remove(alarm);
    }

    private record Alarm(long due, long number, Runnable task) {}
}
