package io.processhub.benchmarks.synchronization;

import io.processhub.benchmarks.synchronization.result.Experiment;
import io.processhub.benchmarks.synchronization.result.Figure;
import io.processhub.benchmarks.synchronization.result.Row;
import io.processhub.benchmarks.synchronization.result.Row.Subject;
import io.processhub.benchmarks.synchronization.rig.Rig;
import io.processhub.benchmarks.synchronization.rig.Setting;
import java.time.Duration;
import java.util.Map;

/**
 * Every node owns entries that no other node knows, and no node has been told of them; the next round brings everything
 * to all nodes. Time counts from the round, bytes until all nodes are even and for a while after it.
 */
final class ColdRows {
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Duration STEP = Rig.LATENCY;
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long SEED = 13;

    private ColdRows() {}

    static Row row(OurProtocol protocol, int nodes, double loss, int entriesEach) {
        var rig = new Rig(
                new Setting(nodes, protocol.every(INTERVAL), loss, nodes, entriesEach, Bounds.ENTRY_BYTES, SEED));
        rig.meetSilently();
        rig.pass(INTERVAL.minus(STEP).minus(Rig.START));
        rig.traffic().reset();
        long begin = rig.now();
        while (rig.lagging() > 0 && rig.now() - begin < PATIENCE.toNanos()) {
            rig.pass(STEP);
        }
        long end = rig.now();
        long missed = rig.lagging();
        rig.pass(REST);
        double bytes = rig.traffic().bytes();
        return new Row(
                new Subject(Experiment.COLD, protocol.protocol, nodes, loss, entriesEach),
                Map.of(
                        Figure.MESSAGES,
                        (double) rig.traffic().messages(),
                        Figure.BYTES,
                        bytes,
                        Figure.TIMES_BOUND,
                        bytes / Bounds.bytes(nodes * (nodes - 1L), entriesEach),
                        Figure.UPLOAD_MAX,
                        rig.traffic().uploadMax(),
                        Figure.TIME_P50,
                        rig.inLatencies(end - begin),
                        Figure.MISSED,
                        (double) missed));
    }
}
