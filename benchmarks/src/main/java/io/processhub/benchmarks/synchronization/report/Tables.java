package io.processhub.benchmarks.synchronization.report;

import io.processhub.benchmarks.chart.Numbers;
import io.processhub.benchmarks.synchronization.report.Column.Source;
import io.processhub.benchmarks.synchronization.result.Experiment;
import io.processhub.benchmarks.synchronization.result.Figure;
import io.processhub.benchmarks.synchronization.result.Goals;
import io.processhub.benchmarks.synchronization.result.Protocol;
import io.processhub.benchmarks.synchronization.result.Results;
import io.processhub.benchmarks.synchronization.result.Row;
import io.processhub.benchmarks.synchronization.result.Row.Subject;
import io.processhub.strategy.synchronization.gossip.Gossip;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which tables are made from the results. */
public final class Tables {
    private final Results results;
    private final Source gossip;
    private final Source pubSub;
    private final Source seed;
    private final Source seedCoded;

    /** Tables of these results. */
    public Tables(Results results) {
        this.results = results;
        gossip = new Source(results, Protocol.GOSSIP);
        pubSub = new Source(results, Protocol.PUBSUB);
        seed = new Source(results, Protocol.SEED);
        seedCoded = new Source(results, Protocol.SEED_CODED);
    }

    /** {@return the lines of each table in Markdown, by its name} */
    public Map<String, List<String>> all() {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        tables.put("events", events());
        tables.put("shape", shape());
        tables.put("losses", losses());
        tables.put("batches", batches());
        tables.put("quiet", quiet());
        tables.put("changed", changed());
        tables.put("cold", cold());
        tables.put("bootstrap", bootstrap());
        tables.put("goals", goals());
        return tables;
    }

    private List<String> events() {
        return table(
                subject -> subject.experiment() == Experiment.EVENT && subject.load() == 1 && subject.loss() == 0,
                Column.NODES,
                seed.of("seed: messages", Figure.MESSAGES, Numbers::brief),
                seed.of("bytes", Figure.BYTES, Numbers::brief),
                seed.of("hops", Figure.HOPS, Numbers::digits),
                seed.of("time, δ", Figure.TIME_P50, Numbers::digits),
                gossip.of("Gossip: messages", Figure.MESSAGES, Numbers::brief),
                gossip.of("bytes", Figure.BYTES, Numbers::brief),
                gossip.of("× bound", Figure.TIMES_BOUND, Numbers::times),
                gossip.of("copies, × receivers", Figure.PAYLOAD_TIMES_BOUND, Numbers::times),
                gossip.of("hops", Figure.HOPS, Numbers::digits),
                gossip.of("time p50 / p99, δ", Figure.TIME_P50, Figure.TIME_P99),
                gossip.of("µs a frame", Figure.FRAME_MICROS, Numbers::digits),
                pubSub.of("PubSub: messages", Figure.MESSAGES, Numbers::brief),
                pubSub.of("bytes", Figure.BYTES, Numbers::brief),
                pubSub.of("× bound", Figure.TIMES_BOUND, Numbers::times),
                new Source(results, Protocol.BOUND).of("lower bound, bytes", Figure.BYTES, Numbers::brief));
    }

    private List<String> shape() {
        return table(
                subject -> subject.experiment() == Experiment.SHAPE || subject.experiment() == Experiment.SHAPE_RELAYED,
                Column.NODES,
                new Column(
                        "directUpTo",
                        subject -> subject.experiment() == Experiment.SHAPE ? new Gossip().directUpTo() + "" : "0"),
                Column.load("recipients"),
                gossip.of("hops", Figure.HOPS, Numbers::digits),
                gossip.of("messages", Figure.MESSAGES, Numbers::digits),
                gossip.of("sent by the author", Figure.ORIGIN_SENDS_P50, Numbers::digits),
                gossip.of("copies, × receivers", Figure.PAYLOAD_TIMES_BOUND, Numbers::times),
                gossip.of("time p50 / p99, δ", Figure.TIME_P50, Figure.TIME_P99));
    }

    private List<String> losses() {
        return table(
                subject -> subject.experiment() == Experiment.EVENT && subject.load() == 1 && subject.loss() > 0,
                Column.NODES,
                Column.LOSS,
                seed.of("seed: bytes", Figure.BYTES, Numbers::brief),
                seed.of("time, δ", Figure.TIME_P50, Numbers::digits),
                gossip.of("Gossip: × bound", Figure.TIMES_BOUND, Numbers::times),
                gossip.of("copies, × receivers", Figure.PAYLOAD_TIMES_BOUND, Numbers::times),
                gossip.of("hops", Figure.HOPS, Numbers::digits),
                gossip.of("time p50 / p99, δ", Figure.TIME_P50, Figure.TIME_P99),
                gossip.of("deliveries", Figure.DELIVERIES, Numbers::whole),
                gossip.of("missed", Figure.MISSED, Numbers::whole),
                gossip.of("… after a round", Figure.MISSED_AFTER_ROUND, Numbers::whole),
                pubSub.of("PubSub: × bound", Figure.TIMES_BOUND, Numbers::times),
                pubSub.of("deliveries", Figure.DELIVERIES, Numbers::whole),
                pubSub.of("missed", Figure.MISSED, Numbers::whole),
                pubSub.of("… after a round", Figure.MISSED_AFTER_ROUND, Numbers::whole));
    }

    private List<String> batches() {
        return table(
                subject -> subject.experiment() == Experiment.EVENT && subject.load() > 1,
                Column.NODES,
                Column.LOSS,
                gossip.of("Gossip: × bound", Figure.TIMES_BOUND, Numbers::times),
                gossip.of("time p50 / p99, δ", Figure.TIME_P50, Figure.TIME_P99),
                pubSub.of("PubSub: × bound", Figure.TIMES_BOUND, Numbers::times));
    }

    private List<String> quiet() {
        return table(
                subject -> subject.experiment() == Experiment.ROUND && subject.load() == 0,
                Column.NODES,
                Column.LOSS,
                seedCoded.of("seed as coded: bytes a node", Figure.NODE_BYTES, Numbers::brief),
                seed.of("seed as documented", Figure.NODE_BYTES, Numbers::brief),
                pubSub.of("PubSub: messages a node", Figure.NODE_MESSAGES, Numbers::digits),
                pubSub.of("bytes a node", Figure.NODE_BYTES, Numbers::brief),
                gossip.of("Gossip: messages a node", Figure.NODE_MESSAGES, Numbers::digits),
                gossip.of("bytes a node", Figure.NODE_BYTES, Numbers::digits),
                gossip.of("µs a node", Figure.NODE_MICROS, Numbers::digits));
    }

    private List<String> changed() {
        return table(
                subject -> subject.experiment() == Experiment.ROUND && subject.load() > 0,
                Column.NODES,
                Column.LOSS,
                Column.load("owners that changed"),
                gossip.of("Gossip: messages a node", Figure.NODE_MESSAGES, Numbers::digits),
                gossip.of("bytes a node", Figure.NODE_BYTES, Numbers::digits));
    }

    private List<String> cold() {
        return table(
                subject -> subject.experiment() == Experiment.COLD,
                Column.NODES,
                Column.LOSS,
                Column.load("entries each"),
                seedCoded.of("seed as coded: × bound", Figure.TIMES_BOUND, Numbers::times),
                seed.of("seed as documented: × bound", Figure.TIMES_BOUND, Numbers::times),
                pubSub.of("PubSub: × bound", Figure.TIMES_BOUND, Numbers::times),
                pubSub.of("busiest upload, × mean", Figure.UPLOAD_MAX, Numbers::digits),
                pubSub.of("time, δ", Figure.TIME_P50, Numbers::digits),
                gossip.of("Gossip: × bound", Figure.TIMES_BOUND, Numbers::times),
                gossip.of("busiest upload, × mean", Figure.UPLOAD_MAX, Numbers::digits),
                gossip.of("time, δ", Figure.TIME_P50, Numbers::digits));
    }

    private List<String> bootstrap() {
        return byProtocol(
                Experiment.BOOTSTRAP,
                Column.load("entries"),
                new Column("peers", subject -> Numbers.digits(subject.nodes() - 1.0)),
                figure("bytes", Figure.BYTES, Numbers::brief),
                figure("× bound", Figure.TIMES_BOUND, Numbers::times),
                figure("peers that sent", Figure.SOURCES, Numbers::digits),
                figure("wire at 1 Gb/s, s", Figure.WIRE_SECONDS, Numbers::digits),
                figure("decode and apply, s", Figure.APPLY_SECONDS, Numbers::digits),
                figure("µs an entry", Figure.ENTRY_MICROS, Numbers::digits),
                figure("µs a single change", Figure.CHANGE_MICROS, Numbers::digits),
                figure("heap, bytes an entry", Figure.HEAP_BYTES, Numbers::whole));
    }

    private Column figure(String title, Figure figure, Function<OptionalDouble, String> text) {
        return new Column(title, subject -> text.apply(results.figure(subject, figure)));
    }

    private List<String> goals() {
        List<List<String>> lines = Goals.of(results).stream()
                .map(goal ->
                        List.of(goal.name(), goal.text(), "≤ " + goal.limitText(), goal.measuredText(), goal.verdict()))
                .toList();
        return lines(List.of("goal", "what", "limit", "measured", ""), lines);
    }

    private List<String> byProtocol(Experiment experiment, Column... columns) {
        var all = new ArrayList<Column>();
        all.add(new Column("protocol", subject -> subject.protocol().title()));
        Collections.addAll(all, columns);
        List<List<String>> lines = results.rows(subject -> subject.experiment() == experiment).stream()
                .map(row -> cells(all, row.subject()))
                .toList();
        return lines(titles(all), lines);
    }

    /** One line for each number of nodes, loss and load, with what different protocols did side by side. */
    private List<String> table(Predicate<Subject> kind, Column... columns) {
        List<List<String>> lines = results.rows(kind).stream()
                .map(Row::subject)
                .map(own -> new Subject(own.experiment(), Protocol.BOUND, own.nodes(), own.loss(), own.load()))
                .distinct()
                .sorted(Comparator.comparingInt(Subject::nodes)
                        .thenComparingDouble(Subject::loss)
                        .thenComparing(Subject::experiment)
                        .thenComparingInt(Subject::load))
                .map(subject -> cells(List.of(columns), subject))
                .toList();
        return lines(titles(List.of(columns)), lines);
    }

    private static List<String> titles(List<Column> columns) {
        return columns.stream().map(Column::title).toList();
    }

    private static List<String> cells(List<Column> columns, Subject subject) {
        return columns.stream().map(column -> column.cell().apply(subject)).toList();
    }

    private static List<String> lines(List<String> titles, List<List<String>> lines) {
        return Stream.concat(Stream.of(titles, Collections.nCopies(titles.size(), "---")), lines.stream())
                .map(cells -> "| " + String.join(" | ", cells) + " |")
                .toList();
    }
}
