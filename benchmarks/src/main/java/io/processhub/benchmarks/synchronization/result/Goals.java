package io.processhub.benchmarks.synchronization.result;

import static io.processhub.benchmarks.synchronization.result.Experiment.BOOTSTRAP;
import static io.processhub.benchmarks.synchronization.result.Experiment.COLD;
import static io.processhub.benchmarks.synchronization.result.Experiment.EVENT;
import static io.processhub.benchmarks.synchronization.result.Experiment.ROUND;

import io.processhub.benchmarks.synchronization.result.Row.Subject;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The limits of the design for gossip that this benchmark can see, beside what it saw. */
public final class Goals {
    private static final double EXACT = 1e-6;

    private final Results results;

    private Goals(Results results) {
        this.results = results;
    }

    /** {@return all of them, in the order of their numbers} */
    public static List<Goal> of(Results results) {
        var goals = new Goals(results);
        return Stream.of(goals.bytes(), goals.shape(), goals.times(), goals.delivery(), goals.rounds(), goals.bulk())
                .flatMap(List::stream)
                .toList();
    }

    private List<Goal> bytes() {
        return List.of(
                goal("G1", "bytes for a single entry without loss, × bound", 1.30, event(1, 0), Figure.TIMES_BOUND),
                goal("G1", "… with 5 % loss", 1.45, event(1, 0.05), Figure.TIMES_BOUND),
                goal(
                        "G1",
                        "bytes for ten entries at once without loss, × bound",
                        1.05,
                        event(10, 0),
                        Figure.TIMES_BOUND),
                goal("G1", "… with 5 % loss", 1.18, event(10, 0.05), Figure.TIMES_BOUND));
    }

    private List<Goal> shape() {
        return List.of(
                goal(
                        "G2",
                        "copies of an entry without loss, × receivers",
                        1 + EXACT,
                        event(1, 0),
                        Figure.PAYLOAD_TIMES_BOUND),
                new Goal(
                        "G2",
                        "messages for an event without loss, for each node",
                        2.15,
                        worst(
                                event(1, 0),
                                row -> row.figure(Figure.MESSAGES).orElseThrow()
                                        / row.subject().nodes())),
                goal(
                        "G2",
                        "messages that the origin sends, 1000 nodes",
                        24,
                        event(1, 0).and(nodes(1000)),
                        Figure.ORIGIN_SENDS),
                goal(
                        "G3",
                        "hops without loss, up to 16 nodes",
                        1,
                        event(1, 0).and(subject -> subject.nodes() <= 16),
                        Figure.HOPS),
                goal("G3", "… 100 nodes", 3, event(1, 0).and(nodes(100)), Figure.HOPS),
                goal("G3", "… 1000 nodes", 4, event(1, 0).and(nodes(1000)), Figure.HOPS),
                goal("G3", "hops with 5 % loss, 1000 nodes", 6, event(1, 0.05).and(nodes(1000)), Figure.HOPS));
    }

    private List<Goal> times() {
        Predicate<Subject> thousand = nodes(1000);
        return List.of(
                goal(
                        "G3",
                        "time of an event without loss, 1000 nodes, p99, δ",
                        6,
                        event(1, 0).and(thousand),
                        Figure.TIME_P99),
                goal(
                        "G3",
                        "time of an event with 5 % loss, 1000 nodes, p50, δ",
                        12,
                        event(1, 0.05).and(thousand),
                        Figure.TIME_P50),
                goal("G3", "… p99", 20, event(1, 0.05).and(thousand), Figure.TIME_P99));
    }

    private List<Goal> delivery() {
        Predicate<Subject> mild = subject -> subject.experiment() == EVENT && subject.loss() <= 0.05;
        return List.of(
                new Goal(
                        "G4",
                        "deliveries missed up to 5 % loss, before any round, of "
                                + String.format("%,.0f", sum(mild, Figure.DELIVERIES)),
                        0,
                        total(mild, Figure.MISSED)),
                new Goal(
                        "G4",
                        "deliveries missed with 20 % loss after a round",
                        0,
                        total(event(1, 0.20), Figure.MISSED_AFTER_ROUND)));
    }

    private List<Goal> rounds() {
        return List.of(
                goal("G5", "bytes of a quiet round for each node", 70, round(0, 0), Figure.NODE_BYTES),
                goal("G5", "messages of a quiet round for each node", 2.2, round(0, 0), Figure.NODE_MESSAGES),
                goal(
                        "G5",
                        "bytes of a quiet round with 5 % loss, for each node",
                        75,
                        round(0, 0.05),
                        Figure.NODE_BYTES),
                new Goal(
                        "G6",
                        "bytes of a round after changes, × 70 + min(7 U, N/8 + 3 U) for each node",
                        1,
                        worst(
                                subject -> subject.experiment() == ROUND && subject.loss() == 0 && subject.load() > 0,
                                row -> row.figure(Figure.NODE_BYTES).orElseThrow() / allowance(row.subject()))));
    }

    private static double allowance(Subject subject) {
        double changed = subject.load();
        return 70 + Math.min(7 * changed, subject.nodes() / 8.0 + 3 * changed);
    }

    private List<Goal> bulk() {
        Predicate<Subject> cold = subject -> subject.experiment() == COLD;
        Predicate<Subject> bootstrap = subject -> subject.experiment() == BOOTSTRAP;
        return List.of(
                goal(
                        "G7",
                        "bytes of a first synchronization without loss, × bound",
                        1.01,
                        cold.and(loss(0)),
                        Figure.TIMES_BOUND),
                goal("G7", "… with 5 % loss", 1.15, cold.and(loss(0.05)), Figure.TIMES_BOUND),
                goal(
                        "G7",
                        "upload of the busiest node without loss, × mean",
                        1.1,
                        cold.and(loss(0)),
                        Figure.UPLOAD_MAX),
                goal("G11", "µs to decode and apply an entry in bulk", 1, bootstrap, Figure.ENTRY_MICROS),
                goal("G11", "µs to decode and apply a single changed entry", 5, bootstrap, Figure.CHANGE_MICROS),
                goal(
                        "G11",
                        "µs for a frame of an event, all kinds, 1000 nodes",
                        5,
                        event(1, 0).and(nodes(1000)),
                        Figure.FRAME_MICROS),
                goal("G11", "µs for a quiet round, for each node", 50, round(0, 0), Figure.NODE_MICROS),
                new Goal(
                        "G12",
                        "seconds to read a million entries at 1 Gb/s: wire + apply",
                        5,
                        worst(
                                bootstrap,
                                row -> row.figure(Figure.WIRE_SECONDS).orElseThrow()
                                        + row.figure(Figure.APPLY_SECONDS).orElseThrow())),
                goal("G12", "heap for an entry of 200 bytes", 400, bootstrap, Figure.HEAP_BYTES));
    }

    private static Predicate<Subject> event(int entries, double loss) {
        return of(EVENT, entries).and(loss(loss));
    }

    private static Predicate<Subject> round(int owners, double loss) {
        return of(ROUND, owners).and(loss(loss));
    }

    private static Predicate<Subject> of(Experiment experiment, int load) {
        return subject -> subject.experiment() == experiment && subject.load() == load;
    }

    private static Predicate<Subject> nodes(int nodes) {
        return subject -> subject.nodes() == nodes;
    }

    private static Predicate<Subject> loss(double loss) {
        return subject -> subject.loss() == loss;
    }

    private Goal goal(String name, String text, double limit, Predicate<Subject> kind, Figure figure) {
        return new Goal(name, text, limit, figures(kind, figure).max());
    }

    private OptionalDouble total(Predicate<Subject> kind, Figure figure) {
        return figures(kind, figure).reduce(Double::sum);
    }

    private double sum(Predicate<Subject> kind, Figure figure) {
        return figures(kind, figure).sum();
    }

    private DoubleStream figures(Predicate<Subject> kind, Figure figure) {
        return gossip(kind).map(row -> row.figure(figure)).flatMapToDouble(OptionalDouble::stream);
    }

    private OptionalDouble worst(Predicate<Subject> kind, ToDoubleFunction<Row> figure) {
        return gossip(kind)
                .filter(row -> !row.figures().isEmpty())
                .mapToDouble(figure)
                .max();
    }

    private Stream<Row> gossip(Predicate<Subject> kind) {
        return results.rows(kind).stream().filter(row -> row.subject().protocol() == Protocol.GOSSIP);
    }
}
