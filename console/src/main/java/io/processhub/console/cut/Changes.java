package io.processhub.console.cut;

import io.processhub.console.admin.AdminException;
import io.processhub.console.demo.DemoException;
import io.processhub.console.demo.Member;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Starts, stops and asks processes through some nodes in turn, on a thread of its own, whatever the answers are. */
final class Changes implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int BATCH = 5;

    /** How many batches run before the oldest of them is stopped. */
    private static final int BATCHES = 4;

    private final String prefix;
    private final List<Member> through;
    private final Expected expected;
    private final List<String> asked;
    private final FutureTask<CutReport.Load> task = new FutureTask<>(this::change);
    private volatile boolean over;

    private Changes(String prefix, List<Member> through, Expected expected, List<String> asked) {
        this.prefix = prefix;
        this.through = List.copyOf(through);
        this.expected = expected;
        this.asked = List.copyOf(asked);
    }

    /**
     * Begins.
     *
     * @param prefix of the names of what it starts; unique
     * @param through the nodes
     * @param expected is informed of what was answered and what was not
     * @param asked whom to ask; these are neither started nor stopped
     */
    static Changes begin(String prefix, List<Member> through, Expected expected, List<String> asked) {
        var changes = new Changes(prefix, through, expected, asked);
        Thread.ofVirtual().name("processhub-demo-changes").start(changes.task);
        return changes;
    }

    private CutReport.Load change() {
        var load = CutReport.Load.NONE;
        var running = new ArrayDeque<List<String>>();
        for (int turn = 0; !over; turn++) {
            Member node = through.get(turn % through.size());
            List<String> fresh = batch(turn);
            boolean started = answered(() -> node.start(specs(fresh), TIMEOUT).started() == fresh.size());
            expected.start(fresh, started);
            load = load.change(started);
            if (started) {
                running.add(fresh);
            }
            if (running.size() > BATCHES) {
                List<String> oldest = running.remove();
                boolean stopped = answered(() -> node.stop(oldest, TIMEOUT).stopped() == oldest.size());
                expected.stop(oldest, stopped);
                load = load.change(stopped);
            }
            String one = asked.get(turn % asked.size());
            load = load.ask(answered(() -> !node.ask(one, "ping").isEmpty()));
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return load;
    }

    private List<String> batch(int turn) {
        return IntStream.range(0, BATCH)
                .mapToObj(number -> prefix + '/' + turn + '-' + number)
                .toList();
    }

    /** The lines of a spec file; the names need no escape. */
    static byte[] specs(List<String> ids) {
        return ids.stream()
                .map(id -> "{\"id\":\"" + id + "\",\"type\":\"echo\"}")
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** No answer is what a cut is about. */
    private static boolean answered(BooleanSupplier call) {
        try {
            return call.getAsBoolean();
        } catch (AdminException none) {
            return false;
        }
    }

    /** Ends with the present turn. */
    CutReport.Load finish() {
        over = true;
        try {
            return task.get();
        } catch (ExecutionException failure) {
            throw new DemoException("the load broke: " + failure.getCause(), failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted under load", stop);
        }
    }

    /** Begins no further turn. */
    @Override
    public void close() {
        over = true;
    }
}
