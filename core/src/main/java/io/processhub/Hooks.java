package io.processhub;

import io.processhub.environment.Environment;
import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent;
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
 * Runs the hooks of one hub on its workers, event by event: for each event the hooks of its kind, one after another by
 * descending priority and then in the order of registration. A hook is called for the events whose processing begins
 * while it is registered.
 *
 * <p>A call that throws or exceeds the limit is logged and counted and does not affect other hooks. A hook that exceeds
 * the limit is interrupted. When it ignores the interrupt for the grace period, the other hooks continue on another
 * thread and the hook is skipped until its call returns: no hook runs twice at the same time.
 *
 * <p>Thread-safe; no method waits for a hook.
 */
final class Hooks implements AutoCloseable {
    /** How long a hook may ignore its interrupt before the other hooks continue without it. */
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
     * The failures since the start.
     *
     * @param eventsLost events that were dropped because too many were pending
     * @param failures calls that threw an exception
     * @param overruns calls that took longer than the limit
     * @param skips calls that were skipped because an earlier call of the hook had not returned
     */
    record Counts(long eventsLost, long failures, long overruns, long skips) {}

    /**
     * Creates an instance without hooks.
     *
     * @param environment provides workers and timers
     * @param timeLimit the longest time for one call of a hook; positive
     * @param eventsMax the largest number of pending events; positive
     */
    Hooks(Environment environment, Duration timeLimit, int eventsMax) {
        this.environment = environment;
        this.timeLimit = timeLimit;
        this.eventsMax = eventsMax;
    }

    /**
     * Adds a hook.
     *
     * @param hook with an id that is not in use
     * @throws IllegalArgumentException when a hook with this id is registered
     */
    synchronized void add(Hook<?> hook) {
        if (slots.stream().anyMatch(slot -> slot.id().equals(hook.id()))) {
            throw new IllegalArgumentException(
                    "hook '" + hook.id() + "' is there already; remove it first or choose another id");
        }
        slots.add(new HookSlot(hook));
        slots.sort(BY_FALLING_PRIORITY);
    }

    /**
     * Removes a hook. A call in progress continues.
     *
     * @param id of the hook
     * @return whether a hook was removed
     */
    synchronized boolean remove(String id) {
        rest.removeIf(call -> call.slot().id().equals(id));
        return slots.removeIf(slot -> slot.id().equals(id));
    }

    /**
     * Queues an event for the hooks; drops and counts it when too many are pending.
     *
     * @param next the event
     */
    synchronized void tell(HubEvent next) {
        if (closed || slots.isEmpty()) {
            return;
        }
        if (events.size() >= eventsMax) {
            lose();
            return;
        }
        queue(next);
    }

    private void queue(HubEvent next) {
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
                    "hooks are too slow: {} events are pending, {} were dropped so far; '{}' runs",
                    events.size(),
                    eventsLost.sum(),
                    current == null ? "none" : current.slot().id());
        }
    }

    /** Passes the work to a new thread; the previous thread finds that the turn has passed on and ends. */
    private void pass() {
        turn = new Turn();
        environment.completions().execute(turn);
    }

    /** {@return the failures since the start} */
    Counts counts() {
        return new Counts(
                /* eventsLost= */ eventsLost.sum(),
                /* failures= */ failures.sum(),
                /* overruns= */ overruns.sum(),
                /* skips= */ skips.sum());
    }

    /**
     * Queues a last event, however many are pending, and ignores later ones. What is pending is still told.
     *
     * @param last the event
     */
    public synchronized void closeAfter(HubEvent last) {
        if (!closed) {
            closed = true;
            queue(last);
        }
    }

    /** Drops pending events, interrupts the call in progress, and ignores later events. Idempotent. */
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

    /** The next call; {@code null} when none is left, or the turn has passed to another thread. */
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

    /** Prepares the calls for the next event for which a hook is registered. */
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
                    "hook '{}' ignores its interrupt; it is skipped until its call returns",
                    call.slot().id());
            pass();
        }
    }

    /** The permission to call hooks, held by one worker at a time. */
    private final class Turn implements Runnable {
        @Override
        public void run() {
            work(this);
        }
    }
}
