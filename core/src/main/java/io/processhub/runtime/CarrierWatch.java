package io.processhub.runtime;

import io.processhub.environment.Environment;
import io.processhub.spec.ProcessId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices processes that hold a carrier of the virtual threads: one callback computes, or waits without leaving its
 * carrier, from one look to the next but one. Such a process makes others wait, so it is named in the log, once a
 * minute at most, and in the status.
 *
 * <p>Each turn of a process on a virtual thread takes a slot for as long as it lasts, if the slot of its thread is
 * free; that costs next to nothing. A turn that finds its slot taken is not watched; it gets another slot with its next
 * thread.
 */
final class CarrierWatch implements AutoCloseable {
    /** Between two looks: longer than any callback should compute. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    static final int NO_SLOT = -1;

    private static final Logger LOG = LoggerFactory.getLogger(CarrierWatch.class);
    private static final int SLOTS = 1_024;
    private static final int LOOKS_MIN = 2;
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final Environment environment;
    private final Environment.Timer timer;
    private final AtomicReferenceArray<@Nullable Runner> slots = new AtomicReferenceArray<>(SLOTS);

    /** What was seen at the last look; confined to the looks. */
    private Map<Runner, Sighting> sightings = new HashMap<>();

    private volatile List<ProcessId> holders = List.of();
    private long reportedNanos;

    /** One callback of one instance, and how many looks have seen it on its carrier. */
    private record Sighting(int callback, int looks) {}

    CarrierWatch(Environment environment) {
        this.environment = environment;
        this.reportedNanos = environment.nanoTime() - QUIET.toNanos();
        this.timer = environment.watch(PAUSE, this::look);
    }

    /** The calling thread begins a turn of a process; the answer is for {@link #leave}. */
    int enter(Runner runner) {
        Thread current = Thread.currentThread();
        int slot = (int) current.threadId() & (SLOTS - 1);
        return current.isVirtual() && slots.compareAndSet(slot, null, runner) ? slot : NO_SLOT;
    }

    void leave(int slot) {
        if (slot != NO_SLOT) {
            slots.setRelease(slot, null);
        }
    }

    /** The processes that held a carrier at the last look. */
    List<ProcessId> holders() {
        return holders;
    }

    void look() {
        var seen = new HashMap<Runner, Sighting>();
        var held = new ArrayList<ProcessId>();
        StringBuilder places = new StringBuilder();
        for (int slot = 0; slot < SLOTS; slot++) {
            Runner runner = slots.get(slot);
            StackTraceElement place = runner == null ? null : runner.computesAt();
            if (runner != null && place != null) {
                Sighting sighting = again(runner);
                seen.put(runner, sighting);
                if (sighting.looks() >= LOOKS_MIN) {
                    held.add(runner.context().id());
                    places.append(places.isEmpty() ? "" : ", ")
                            .append(runner.context().id());
                    places.append(" at ").append(place);
                }
            }
        }
        sightings = seen;
        holders = List.copyOf(held);
        report(places);
    }

    private Sighting again(Runner runner) {
        Sighting last = sightings.get(runner);
        int callback = runner.callbacks();
        return new Sighting(callback, last != null && last.callback() == callback ? last.looks() + 1 : 1);
    }

    private void report(CharSequence places) {
        long now = environment.nanoTime();
        if (!places.isEmpty() && now - reportedNanos >= QUIET.toNanos()) {
            reportedNanos = now;
            LOG.warn(
                    "carriers of virtual threads are held, so that other processes wait: by {}; say of types that"
                            + " compute for long: threads(Threads.PLATFORM)",
                    places);
        }
    }

    @Override
    public void close() {
        timer.cancel();
        holders = List.of();
    }
}
