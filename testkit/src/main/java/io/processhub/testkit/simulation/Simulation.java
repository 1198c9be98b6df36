package io.processhub.testkit.simulation;

import io.processhub.environment.Environment;
import io.processhub.testkit.seed.SeedFailure;
import java.time.Duration;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time: one queue of events, ordered by time and, at the same time, by the order in which they were planned.
 * What runs is whatever comes first; nothing ever waits. Confined to the thread that made it, and says so to every
 * other one, because an event from elsewhere would make the run depend on more than the seed.
 *
 * <p>Chance is split by purpose: each purpose has a generator of its own, so that one draw more in one place leaves all
 * others as they were.
 */
final class Simulation {
    /** Called-off events are swept out when they are more than this and more than half of the queue. */
    private static final int CANCELLED_MAX = 1_024;

    private final Thread thread = Thread.currentThread();
    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private final Trace trace = new Trace();
    private final long seed;

    // mutable state
    private long nanos;
    private long planned;
    private long happened;
    private int cancelled;

    Simulation(long seed) {
        this.seed = seed;
    }

    long seed() {
        return seed;
    }

    Trace trace() {
        return trace;
    }

    /** Returns the virtual time in nanoseconds since the start. */
    long nanos() {
        return nanos;
    }

    /** Returns how many events have happened. */
    long happened() {
        return happened;
    }

    /** Returns the generator of one purpose, always the same one for the same seed. */
    RandomGenerator random(String purpose) {
        return new SplittableRandom(scramble(scramble(seed) + purpose.hashCode()));
    }

    /** Makes neighbours far apart, see «Fast splittable pseudorandom number generators» (2014), section 5. */
    private static long scramble(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xFF51_AFD7_ED55_8CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CE_B9FE_1A85_EC53L;
        return mixed ^ (mixed >>> 33);
    }

    /** Plans a task of a life; forgotten at once when that is over. */
    Event plan(long delayNanos, Life owner, Runnable task) {
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException("the simulation is confined to " + thread + " but " + Thread.currentThread()
                    + " plans a task of " + owner.name() + ": take threads and timers from the environment");
        }
        var event = new Event(this, nanos + Math.max(0, delayNanos), planned++, owner, task);
        if (!owner.over()) {
            queue.add(event);
        }
        return event;
    }

    void pause(Life life) {
        life.pause();
        note(life.name(), "paused", "", 0);
    }

    /** Lets a life go on. What waited keeps its place in time and so comes before everything that came later. */
    void resume(Life life) {
        List<Event> waited = life.resume();
        queue.addAll(waited);
        note(life.name(), "resumed", "", waited.size());
    }

    void note(String node, String event, String subject, long amount) {
        trace.note(nanos, node, event, subject, amount);
    }

    void noteFrame(String node, String event, String from, long amount) {
        trace.noteFrame(nanos, node, event, from, amount);
    }

    /** Lets time pass, with everything that happens in it. */
    void run(Duration time) {
        long end = nanos + time.toNanos();
        boolean more = true;
        while (more) {
            more = step(end);
        }
        nanos = end;
    }

    /** Runs the next event; returns false when there is none up to that time. */
    boolean step(long endNanos) {
        Event next = queue.peek();
        if (next == null || next.nanos > endNanos) {
            return false;
        }
        queue.remove();
        nanos = Math.max(nanos, next.nanos);
        happen(next);
        return true;
    }

    private void happen(Event event) {
        Runnable task = event.task;
        if (task == null) {
            cancelled--;
        } else if (event.owner.paused() && !event.owner.over()) {
            event.owner.hold(event);
        } else if (event.owner.up()) {
            event.task = null;
            happened++;
            trace.mix(nanos + event.owner.name().hashCode());
            run(event.owner, task);
        }
    }

    private void run(Life owner, Runnable task) {
        try {
            task.run();
        } catch (Throwable problem) {
            String where = "thrown by a task of " + owner.name() + " at " + Duration.ofNanos(nanos) + "\n";
            throw SeedFailure.by(seed, problem, where + trace.ending());
        }
    }

    private void sweep() {
        if (cancelled > CANCELLED_MAX && cancelled > queue.size() / 2) {
            queue.removeIf(event -> event.task == null);
            cancelled = 0;
        }
    }

    /** Something that will happen. */
    static final class Event implements Comparable<Event>, Environment.Timer {
        private final Simulation simulation;
        private final long nanos;
        private final long sequence;
        private final Life owner;

        /** Null when it has happened or was called off. */
        private @Nullable Runnable task;

        private Event(Simulation simulation, long nanos, long sequence, Life owner, Runnable task) {
            this.simulation = simulation;
            this.nanos = nanos;
            this.sequence = sequence;
            this.owner = owner;
            this.task = task;
        }

        @Override
        public int compareTo(Event other) {
            return nanos != other.nanos ? Long.compare(nanos, other.nanos) : Long.compare(sequence, other.sequence);
        }

        @Override
        public void cancel() {
            if (task != null) {
                task = null;
                simulation.cancelled++;
                simulation.sweep();
            }
        }
    }
}
