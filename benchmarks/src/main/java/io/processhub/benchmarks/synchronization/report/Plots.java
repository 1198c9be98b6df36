package io.processhub.benchmarks.synchronization.report;

import static io.processhub.benchmarks.synchronization.result.Protocol.BOUND;
import static io.processhub.benchmarks.synchronization.result.Protocol.GOSSIP;
import static io.processhub.benchmarks.synchronization.result.Protocol.PUBSUB;
import static io.processhub.benchmarks.synchronization.result.Protocol.SEED;
import static io.processhub.benchmarks.synchronization.result.Protocol.SEED_CODED;

import io.processhub.benchmarks.chart.Axis;
import io.processhub.benchmarks.chart.Chart;
import io.processhub.benchmarks.chart.Ink;
import io.processhub.benchmarks.chart.Numbers;
import io.processhub.benchmarks.chart.Series;
import io.processhub.benchmarks.chart.Series.Point;
import io.processhub.benchmarks.synchronization.result.Experiment;
import io.processhub.benchmarks.synchronization.result.Figure;
import io.processhub.benchmarks.synchronization.result.Protocol;
import io.processhub.benchmarks.synchronization.result.Results;
import io.processhub.benchmarks.synchronization.result.Row;
import io.processhub.benchmarks.synchronization.result.Row.Subject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which charts are drawn from the results. */
final class Plots {
    private static final double MILD = 0.05;

    private final Results results;

    Plots(Results results) {
        this.results = results;
    }

    /** {@return charts by the name of their file} */
    Map<String, Chart> all() {
        var charts = new TreeMap<String, Chart>();
        charts.put("event-bytes.svg", eventBytes());
        charts.put("event-time.svg", eventTime());
        charts.put("event-overhead.svg", eventOverhead());
        charts.put("round-bytes.svg", roundBytes());
        charts.put("cold-bytes.svg", coldBytes());
        return charts;
    }

    private Chart eventBytes() {
        List<Series> series = Stream.of(SEED, GOSSIP, PUBSUB, BOUND)
                .map(protocol -> byNodes(protocol, event(1, 0), Figure.BYTES))
                .toList();
        return new Chart(
                "One changed entry of 200 bytes, until every node has it",
                nodes(series),
                Axis.decades("bytes in the whole cluster", values(series, Point::y)),
                series);
    }

    private Chart eventTime() {
        List<Series> series = List.of(
                byNodes(SEED, event(1, 0), Figure.TIME_P50),
                byNodes(GOSSIP, event(1, 0), Figure.TIME_P50),
                byNodes("Gossip, 5 % loss", GOSSIP, event(1, MILD), Figure.TIME_P50),
                byNodes(PUBSUB, event(1, 0), Figure.TIME_P50));
        return new Chart(
                "How long a change takes to the last node",
                nodes(series),
                Axis.linear("mean latencies, median", values(series, Point::y), Numbers::digits),
                series);
    }

    private Chart eventOverhead() {
        Predicate<Subject> thousand = subject -> subject.nodes() == 1000;
        List<Series> series = List.of(
                byLoss("Gossip, 1 entry", GOSSIP, false, thousand.and(event(1))),
                byLoss("Gossip, 10 entries", GOSSIP, true, thousand.and(event(10))),
                byLoss("PubSub, 1 entry", PUBSUB, false, thousand.and(event(1))),
                byLoss("PubSub, 10 entries", PUBSUB, true, thousand.and(event(10))));
        return new Chart(
                "What is sent for a change among 1000 nodes, in multiples of the lower bound",
                Axis.linear("lost messages", values(series, Point::x), Numbers::percent),
                Axis.linear("× lower bound", values(series, Point::y), Numbers::digits),
                series);
    }

    private Chart roundBytes() {
        Predicate<Subject> quiet =
                subject -> subject.experiment() == Experiment.ROUND && subject.load() == 0 && subject.loss() == 0;
        List<Series> series = Stream.of(SEED_CODED, SEED, PUBSUB, GOSSIP)
                .map(protocol -> byNodes(protocol, quiet, Figure.NODE_BYTES))
                .toList();
        return new Chart(
                "A round in which nothing has changed; the seed holds 1000 entries a node",
                nodes(series),
                Axis.decades("bytes for each node", values(series, Point::y)),
                series);
    }

    private Chart coldBytes() {
        Predicate<Subject> cold = subject -> subject.experiment() == Experiment.COLD && subject.loss() == 0;
        List<Series> series = Stream.of(SEED_CODED, SEED, PUBSUB, GOSSIP)
                .map(protocol -> byNodes(protocol, cold, Figure.TIMES_BOUND))
                .toList();
        return new Chart(
                "First synchronization of nodes that know nothing of each other",
                nodes(series),
                Axis.decades("bytes, × lower bound", values(series, Point::y)),
                series);
    }

    private static Predicate<Subject> event(int entries) {
        return subject -> subject.experiment() == Experiment.EVENT && subject.load() == entries;
    }

    private static Predicate<Subject> event(int entries, double loss) {
        return event(entries).and(subject -> subject.loss() == loss);
    }

    private Series byNodes(Protocol protocol, Predicate<Subject> kind, Figure figure) {
        return byNodes(protocol.title(), protocol, kind, figure);
    }

    private Series byNodes(String name, Protocol protocol, Predicate<Subject> kind, Figure figure) {
        boolean variant = !name.equals(protocol.title()) || protocol == BOUND || protocol == SEED_CODED;
        return new Series(
                name,
                ink(protocol),
                variant,
                points(protocol, kind, row -> (double) row.subject().nodes(), figure));
    }

    private Series byLoss(String name, Protocol protocol, boolean dashed, Predicate<Subject> kind) {
        return new Series(
                name,
                ink(protocol),
                dashed,
                points(protocol, kind, row -> row.subject().loss(), Figure.TIMES_BOUND));
    }

    private List<Point> points(
            Protocol protocol, Predicate<Subject> kind, Function<Row, Double> across, Figure figure) {
        return results.rows(kind.and(subject -> subject.protocol() == protocol)).stream()
                .filter(row -> row.figure(figure).isPresent())
                .map(row -> new Point(across.apply(row), row.figure(figure).orElseThrow()))
                .sorted(Comparator.comparingDouble(Point::x))
                .toList();
    }

    private static Ink ink(Protocol protocol) {
        return switch (protocol) {
            case GOSSIP -> Ink.BLUE;
            case PUBSUB -> Ink.ORANGE;
            case SEED, SEED_CODED -> Ink.PURPLE;
            case BOUND -> Ink.GREY;
        };
    }

    private static Axis nodes(List<Series> series) {
        return Axis.ofValues("nodes", values(series, Point::x));
    }

    private static List<Double> values(List<Series> series, Function<Point, Double> side) {
        return series.stream()
                .flatMap(line -> line.points().stream())
                .map(side)
                .distinct()
                .sorted()
                .toList();
    }
}
