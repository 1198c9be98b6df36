package io.processhub.hook;

import io.processhub.environment.Environment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the hooks of one hub on its workers: event by event, for each the hooks that want it, one after another by
 * falling priority and then in the order they were added. A hook is called for the events that are taken up while it is
 * added.
 *
 * <p>A hook that throws, or takes longer than the limit, is logged and counted and harms nobody else. One that ignores
 * its interrupt keeps its thread, the others go on without it, and it is skipped until it comes back: no hook ever runs
 * twice at the same time.
 *
 * <p>Thread-safe; no method waits for a hook.
 */
public final class Hooks implements AutoCloseable {
    /** How long a hook may ignore its interrupt before the others go on without it. */
    static final Duration GRACE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Hooks.class);
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);
    private static final Comparator<HookSlot> BY_FALLING_PRIORITY =
            Comparator.comparingInt((HookSlot slot) -> slot.hook().priority()).reversed();

    // immutable state
    private final Environment environment;
    private final Duration timeLimit;
    private final int eventsMax;

    // mutable state, guarded by this
    private final List<HookSlot> slots = new ArrayList<>();
    private final Queue<HubEvent> events = new ArrayDeque<>();
    private final Queue<HookCall> rest = new ArrayDeque<>();
    private @Nullable HookCall current;
    private @Nullable Turn turn;
    private boolean closed;
    private boolean lossLogged;
    private long lossLoggedNanos;

    private final LongAdder eventsLost = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder overruns = new LongAdder();
    private final LongAdder skips = new LongAdder();

    /**
     * What went wrong since the start.
     *
     * @param eventsLost events that came while too many waited
     * @param failures calls that threw
     * @param overruns calls that took longer than the limit
     * @param skips calls that were left out because the hook had not come back from an earlier one
     */
    public record Counts(long eventsLost, long failures, long overruns, long skips) {}

    /**
     * No hooks yet.
     *
     * @param environment workers and time limits
     * @param timeLimit how long one call of a hook may take; positive
     * @param eventsMax how many events may wait; positive
     */
    public Hooks(Environment environment, Duration timeLimit, int eventsMax) {
        this.environment = environment;
        this.timeLimit = timeLimit;
        this.eventsMax = eventsMax;
    }

    /**
     * Adds a hook.
     *
     * @param hook its id is not in use
     * @throws IllegalArgumentException when there is a hook with this id
     */
    public synchronized void add(Hook<?> hook) {
        if (slots.stream().anyMatch(slot -> slot.id().equals(hook.id()))) {
            throw new IllegalArgumentException(
                    "hook '" + hook.id() + "' is there already; remove it first or choose another id");
        }
        slots.add(new HookSlot(hook));
        slots.sort(BY_FALLING_PRIORITY);
    }

    /**
     * Removes a hook. A call that runs goes on.
     *
     * @param id of the hook
     * @return whether there was one
     */
    public synchronized boolean remove(String id) {
        rest.removeIf(call -> call.slot().id().equals(id));
        return slots.removeIf(slot -> slot.id().equals(id));
    }

    /**
     * Queues an event for the hooks; drops and counts it when too many wait.
     *
     * @param next what happened
     */
    public synchronized void tell(HubEvent next) {
        if (closed || slots.isEmpty()) {
            return;
        }
        if (events.size() >= eventsMax) {
            lose();
            return;
        }
        events.add(next);
        if (turn == null) {
            pass();
        }
    }

    private void lose() {
        eventsLost.increment();
        long now = environment.nanoTime();
        if (!lossLogged || now - lossLoggedNanos >= LOG_INTERVAL.toNanos()) {
            lossLogged = true;
            lossLoggedNanos = now;
            LOG.warn(
                    "hooks are too slow: {} events wait, {} were dropped so far; '{}' runs",
                    events.size(),
                    eventsLost.sum(),
                    current == null ? "none" : current.slot().id());
        }
    }

    /** Hands the work to a new thread; the one that had it before finds that it is not its turn any more. */
    private void pass() {
        turn = new Turn();
        environment.workers().execute(turn);
    }

    /** {@return what went wrong since the start} */
    public Counts counts() {
        return new Counts(eventsLost.sum(), failures.sum(), overruns.sum(), skips.sum());
    }

    /** Drops what waits, interrupts what runs, and hears nothing more. Idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        events.clear();
        rest.clear();
        slots.clear();
        turn = null;
        if (current != null) {
            current.interrupt();
        }
    }

    private void work(Turn mine) {
        for (HookCall call = next(mine); call != null; call = next(mine)) {
            hear(mine, call);
        }
    }

    /** The next call, or {@code null} when nothing is left or it is no longer the asker's turn. */
    private synchronized @Nullable HookCall next(Turn asker) {
        if (turn != asker) {
            return null;
        }
        while (!rest.isEmpty() || takeUp()) {
            HookCall call = rest.remove();
            if (!call.slot().busy()) {
                call.slot().busy(true);
                current = call;
                return call;
            }
            skips.increment();
        }
        turn = null;
        return null;
    }

    /** Lines up the calls for the next event that somebody wants to hear. */
    private boolean takeUp() {
        while (rest.isEmpty() && !events.isEmpty()) {
            HubEvent event = events.remove();
            for (HookSlot slot : slots) {
                if (slot.hook().on().isInstance(event)) {
                    rest.add(new HookCall(slot, event));
                }
            }
        }
        return !rest.isEmpty();
    }

    private void hear(Turn mine, HookCall call) {
        Environment.Timer limit = environment.after(timeLimit, () -> overrun(mine, call));
        try {
            call.run();
        } catch (Throwable error) {
            failures.increment();
            LOG.warn("hook '{}' threw at {}", call.slot().id(), call.event(), error);
        } finally {
            limit.cancel();
            free(call);
        }
    }

    private synchronized void free(HookCall call) {
        call.slot().busy(false);
        if (current == call) {
            current = null;
        }
    }

    private void overrun(Turn owner, HookCall call) {
        if (!call.done()) {
            overruns.increment();
            LOG.warn("hook '{}' exceeds its limit of {} at {}", call.slot().id(), timeLimit, call.event());
            call.interrupt();
            environment.after(GRACE, () -> abandon(owner, call));
        }
    }

    private synchronized void abandon(Turn owner, HookCall call) {
        if (!call.done() && turn == owner) {
            LOG.warn(
                    "hook '{}' ignores its interrupt; it is skipped until it comes back",
                    call.slot().id());
            pass();
        }
    }

    /** The right to call hooks: one worker has it at a time. */
    private final class Turn implements Runnable {
        @Override
        public void run() {
            work(this);
        }
    }
}
