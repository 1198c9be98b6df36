package io.processhub.benchmarks.synchronization;

import io.processhub.benchmarks.synchronization.result.Experiment;
import io.processhub.benchmarks.synchronization.result.Protocol;
import io.processhub.benchmarks.synchronization.result.Row;
import io.processhub.benchmarks.synchronization.result.Row.Subject;
import io.processhub.strategy.synchronization.gossip.Gossip;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the options of Gossip make of the way that one changed entry takes in small clusters. */
final class ShapeRows {
    private static final int[] NODES = {5, 10, 17, 40};
    private static final Gossip STANDARD = new Gossip().interval(EventRows.INTERVAL);
    private static final EventRows.Amount AMOUNT = new EventRows.Amount(1, 200);

    private ShapeRows() {}

    /** Measures while the stream is read. */
    static Stream<Row> rows() {
        return IntStream.of(NODES)
                .boxed()
                .flatMap(nodes -> IntStream.of(2, 3, STANDARD.recipients())
                        .boxed()
                        .flatMap(recipients -> Stream.of(
                                row(Experiment.SHAPE, nodes, STANDARD.recipients(recipients)),
                                row(
                                        Experiment.SHAPE_RELAYED,
                                        nodes,
                                        STANDARD.recipients(recipients).directUpTo(0)))));
    }

    private static Row row(Experiment experiment, int nodes, Gossip gossip) {
        var subject = new Subject(experiment, Protocol.GOSSIP, nodes, 0, gossip.recipients());
        return EventRows.row(subject, gossip, AMOUNT);
    }
}
