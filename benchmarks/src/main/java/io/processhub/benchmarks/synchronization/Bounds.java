package io.processhub.benchmarks.synchronization;

import io.processhub.benchmarks.synchronization.result.Experiment;
import io.processhub.benchmarks.synchronization.result.Figure;
import io.processhub.benchmarks.synchronization.result.Protocol;
import io.processhub.benchmarks.synchronization.result.Row;
import io.processhub.benchmarks.synchronization.result.Row.Subject;
import java.util.Map;

/** What no protocol can do without. */
final class Bounds {
    /** Size of an entry in all experiments. */
    static final int ENTRY_BYTES = 200;

    /** The least with which a node can tell that it is not stale: a hash, and what names the sender and the hub. */
    private static final int HASH_BYTES = 20;

    private Bounds() {}

    /** {@return bytes when each of so many receivers is sent each entry once, and nothing else} */
    static double bytes(long receivers, int entries) {
        return (double) receivers * entries * ENTRY_BYTES;
    }

    static Row event(int nodes, double loss, int entries) {
        double bytes = bytes(nodes - 1L, entries) / (1 - loss);
        return new Row(
                new Subject(Experiment.EVENT, Protocol.BOUND, nodes, loss, entries),
                Map.of(
                        Figure.MESSAGES,
                        (nodes - 1) / (1 - loss),
                        Figure.BYTES,
                        bytes,
                        Figure.TIMES_BOUND,
                        1 / (1 - loss)));
    }

    /** A stale node only shows when all nodes but one send a message. */
    static Row quiet(int nodes, double loss) {
        double messages = (nodes - 1.0) / nodes / (1 - loss);
        return new Row(
                new Subject(Experiment.ROUND, Protocol.BOUND, nodes, loss, 0),
                Map.of(Figure.NODE_MESSAGES, messages, Figure.NODE_BYTES, messages * HASH_BYTES));
    }

    static Row cold(int nodes, double loss, int entriesEach) {
        double times = 1 / (1 - loss);
        return new Row(
                new Subject(Experiment.COLD, Protocol.BOUND, nodes, loss, entriesEach),
                Map.of(
                        Figure.BYTES,
                        times * bytes((long) nodes * (nodes - 1), entriesEach),
                        Figure.TIMES_BOUND,
                        times));
    }
}
