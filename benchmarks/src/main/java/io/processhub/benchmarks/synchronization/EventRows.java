package io.processhub.benchmarks.synchronization;

import io.processhub.benchmarks.synchronization.network.Arrivals;
import io.processhub.benchmarks.synchronization.result.Experiment;
import io.processhub.benchmarks.synchronization.result.Figure;
import io.processhub.benchmarks.synchronization.result.Row;
import io.processhub.benchmarks.synchronization.result.Row.Subject;
import io.processhub.benchmarks.synchronization.rig.Rig;
import io.processhub.benchmarks.synchronization.rig.Setting;
import io.processhub.benchmarks.synchronization.rig.Traffic;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * One node after the other changes some of its entries, and all others receive the change. No round helps: the interval
 * is long. When all changes are over, one round shows whether anything stays missing.
 */
final class EventRows {
    /** Rounds are that far apart, so that all trials fit in between. */
    static final Duration INTERVAL = Duration.ofDays(1);

    /** How long a trial goes on after all nodes have the change: acknowledgements are still under way. */
    private static final Duration REST = Duration.ofSeconds(1);

    /**
     * How long a node that does not have the change may wait for it, in such rests: less than the usual interval
     * between rounds.
     */
    private static final int RESTS_MAX = 14;

    private static final Duration AFTER_ROUND = Duration.ofMinutes(1);

    /** Trials before those that count, in which nodes learn how long acknowledgements take. */
    private static final int WARM_UP = 100;

    private static final long SEED = 7;

    private final int entries;
    private final Rig rig;
    private final Sample messages = new Sample();
    private final Sample bytes = new Sample();
    private final Sample copies = new Sample();
    private final Sample originSends = new Sample();
    private final Sample hops = new Sample();
    private final Sample times = new Sample();
    private final Sample missed = new Sample();
    private final Sample micros = new Sample();

    private EventRows(Subject subject, SynchronizationStrategy strategy, int entries) {
        this.entries = entries;
        rig = new Rig(new Setting(subject.nodes(), strategy, subject.loss(), 0, 0, Bounds.ENTRY_BYTES, SEED));
    }

    static Row row(OurProtocol protocol, int nodes, double loss, Amount amount) {
        var subject = new Subject(Experiment.EVENT, protocol.protocol, nodes, loss, amount.entries());
        return row(subject, protocol.every(INTERVAL), amount);
    }

    /** {@code strategy} has an interval of {@link #INTERVAL}. */
    static Row row(Subject subject, SynchronizationStrategy strategy, Amount amount) {
        var rows = new EventRows(subject, strategy, amount.entries());
        rows.rig.meetSilently();
        for (int trial = 0; trial < WARM_UP + amount.trials(); trial++) {
            rows.trial(trial % subject.nodes(), subject.nodes(), trial >= WARM_UP);
        }
        rows.rig.pass(INTERVAL.plus(AFTER_ROUND));
        return new Row(subject, rows.figures(subject.nodes()));
    }

    /** How many entries change at once, and how often that is tried. */
    record Amount(int entries, int trials) {}

    private void trial(int author, int nodes, boolean counts) {
        Traffic traffic = rig.traffic();
        traffic.reset();
        long begin = rig.now();
        long busy = rig.busy().toNanos();
        Arrivals arrivals = rig.change(author, entries);
        rig.pass(REST);
        for (int rest = 1; rest < RESTS_MAX && arrivals.missed() > 0; rest++) {
            rig.pass(REST);
        }
        if (counts) {
            messages.add(traffic.messages());
            bytes.add(traffic.bytes());
            copies.add((double) traffic.entries() / entries / (nodes - 1));
            originSends.add(traffic.sends(author));
            hops.add(arrivals.hopsMax());
            times.add(rig.inLatencies(arrivals.last() - begin));
            missed.add(arrivals.missed());
            micros.add((rig.busy().toNanos() - busy) / 1e3 / traffic.messages());
        }
    }

    private Map<Figure, Double> figures(int nodes) {
        var figures = new EnumMap<Figure, Double>(Figure.class);
        figures.put(Figure.MESSAGES, messages.mean());
        figures.put(Figure.BYTES, bytes.mean());
        figures.put(Figure.TIMES_BOUND, bytes.mean() / Bounds.bytes(nodes - 1L, entries));
        figures.put(Figure.PAYLOAD_TIMES_BOUND, copies.mean());
        figures.put(Figure.ORIGIN_SENDS, originSends.max());
        figures.put(Figure.ORIGIN_SENDS_P50, originSends.quantile(0.5));
        figures.put(Figure.HOPS, hops.max());
        figures.put(Figure.TIME_P50, times.quantile(0.5));
        figures.put(Figure.TIME_P99, times.quantile(0.99));
        figures.put(Figure.DELIVERIES, (double) missed.count() * (nodes - 1));
        figures.put(Figure.MISSED, missed.sum());
        figures.put(Figure.FRAME_MICROS, micros.mean());
        figures.put(Figure.MISSED_AFTER_ROUND, (double) rig.lagging());
        return figures;
    }
}
