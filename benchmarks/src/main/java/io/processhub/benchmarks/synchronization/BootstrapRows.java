package io.processhub.benchmarks.synchronization;

import io.processhub.benchmarks.synchronization.result.Experiment;
import io.processhub.benchmarks.synchronization.result.Figure;
import io.processhub.benchmarks.synchronization.result.Row;
import io.processhub.benchmarks.synchronization.result.Row.Subject;
import io.processhub.benchmarks.synchronization.rig.Rig;
import io.processhub.benchmarks.synchronization.rig.Setting;
import io.processhub.benchmarks.synchronization.rig.Traffic;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A node joins others that know a large registry, of which each has written its share. Bytes and their way are those of
 * the virtual network; how long they take on a wire is worked out from them; decoding and applying is real time.
 */
final class BootstrapRows {
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** 1 Gb/s. */
    private static final double WIRE_BYTES_A_SECOND = 125e6;

    /** Changes of single entries, after some in which the compiler gets warm. */
    private static final int CHANGES = 200_000;

    /** A peer counts as a source when it sent this much of its fair share. */
    private static final double SOURCE = 0.1;

    private static final long SEED = 17;

    private BootstrapRows() {}

    static Row row(OurProtocol protocol, int peers, int entriesEach) {
        var rig = new Rig(
                new Setting(peers + 1, protocol.every(INTERVAL), 0, peers, entriesEach, Bounds.ENTRY_BYTES, SEED));
        rig.meetAllButLast();
        rig.traffic().reset();
        long heapBefore = heap();
        long busyBefore = rig.busy().toNanos();
        long begin = rig.now();
        rig.joinLast();
        while (!rig.lastKnowsAll() && rig.now() - begin < PATIENCE.toNanos()) {
            rig.pass(STEP);
        }
        double applyNanos = rig.busy().toNanos() - busyBefore;
        int entries = peers * entriesEach;
        var figures = new EnumMap<Figure, Double>(Figure.class);
        figures.putAll(wire(rig.traffic(), peers, entries));
        figures.put(Figure.MISSED, rig.lastKnowsAll() ? 0.0 : 1.0);
        figures.put(Figure.TIME_P50, rig.inLatencies(rig.now() - begin));
        figures.put(Figure.APPLY_SECONDS, applyNanos / 1e9);
        figures.put(Figure.ENTRY_MICROS, applyNanos / 1e3 / entries);
        figures.put(Figure.HEAP_BYTES, (double) (heap() - heapBefore) / entries);
        figures.put(Figure.CHANGE_MICROS, changeMicros(rig, peers, entriesEach));
        return new Row(new Subject(Experiment.BOOTSTRAP, protocol.protocol, peers + 1, 0, entries), figures);
    }

    private static Map<Figure, Double> wire(Traffic traffic, int peers, int entries) {
        double bound = Bounds.bytes(1, entries);
        long sources = IntStream.range(0, peers)
                .filter(peer -> traffic.sent(peer) >= SOURCE * bound / peers)
                .count();
        return Map.of(
                Figure.MESSAGES, (double) traffic.messages(),
                Figure.BYTES, (double) traffic.bytes(),
                Figure.TIMES_BOUND, traffic.bytes() / bound,
                Figure.SOURCES, (double) sources,
                Figure.WIRE_SECONDS, traffic.busiest() / WIRE_BYTES_A_SECOND);
    }

    private static double changeMicros(Rig rig, int peers, int entriesEach) {
        var random = new SplittableRandom(SEED);
        long nanos = 0;
        for (int change = 0; change < 2 * CHANGES; change++) {
            long before = rig.busy().toNanos();
            rig.tellLast(random.nextInt(peers), random.nextInt(entriesEach));
            nanos += change < CHANGES ? 0 : rig.busy().toNanos() - before;
        }
        return nanos / 1e3 / CHANGES;
    }

    private static long heap() {
        Runtime jvm = Runtime.getRuntime();
        for (int collection = 0; collection < 3; collection++) {
            System.gc();
        }
        return jvm.totalMemory() - jvm.freeMemory();
    }
}
