package io.processhub.benchmarks.synchronization;

import io.processhub.benchmarks.synchronization.result.Experiment;
import io.processhub.benchmarks.synchronization.result.Figure;
import io.processhub.benchmarks.synchronization.result.Row;
import io.processhub.benchmarks.synchronization.result.Row.Subject;
import io.processhub.benchmarks.synchronization.rig.Rig;
import io.processhub.benchmarks.synchronization.rig.Setting;
import io.processhub.benchmarks.synchronization.rig.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;

/**
 * What a round costs when all nodes know everything: first when nothing has changed since the last round, then when so
 * many owners have changed an entry, of which all have heard.
 */
final class RoundRows {
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    /** Rounds in which nodes get to know each other. */
    private static final int WARM_UP = 2;

    /** A round is counted from so long before it begins; changes are made, and heard of, long before that. */
    private static final Duration LEAD = Duration.ofSeconds(1);

    private static final long SEED = 11;

    private final OurProtocol protocol;
    private final int nodes;
    private final double loss;
    private final int rounds;
    private final Rig rig;

    private RoundRows(OurProtocol protocol, int nodes, double loss, int rounds) {
        this.protocol = protocol;
        this.nodes = nodes;
        this.loss = loss;
        this.rounds = rounds;
        rig = new Rig(new Setting(nodes, protocol.every(INTERVAL), loss, 0, 0, Bounds.ENTRY_BYTES, SEED));
    }

    /** {@code rounds} of each kind are counted. */
    static List<Row> rows(OurProtocol protocol, int nodes, double loss, int rounds) {
        var measured = new RoundRows(protocol, nodes, loss, rounds);
        measured.rig.meetSilently();
        measured.rig.pass(INTERVAL.multipliedBy(WARM_UP).minus(LEAD).minus(Rig.START));
        var rows = new ArrayList<Row>();
        int ownersMax = protocol == OurProtocol.GOSSIP ? nodes : 0; // PubSub sends as much whatever has changed
        for (int owners = 0; owners <= ownersMax; owners = owners == 0 ? 1 : owners * 10) {
            rows.add(measured.row(owners));
        }
        return rows;
    }

    private Row row(int owners) {
        var messages = new Sample();
        var bytes = new Sample();
        var micros = new Sample();
        for (int round = 0; round < rounds; round++) {
            rig.pass(LEAD.multipliedBy(2));
            for (int owner = 0; owner < owners; owner++) {
                rig.change((owner * nodes / owners + round) % nodes, 1);
            }
            rig.pass(INTERVAL.minus(LEAD.multipliedBy(2)));
            Traffic traffic = rig.traffic();
            traffic.reset();
            long busy = rig.busy().toNanos();
            rig.pass(INTERVAL.dividedBy(2));
            messages.add(traffic.messages());
            bytes.add(traffic.bytes());
            micros.add((rig.busy().toNanos() - busy) / 1e3);
            rig.pass(INTERVAL.dividedBy(2));
        }
        var figures = new EnumMap<Figure, Double>(Figure.class);
        figures.put(Figure.NODE_MESSAGES, messages.mean() / nodes);
        figures.put(Figure.NODE_BYTES, bytes.mean() / nodes);
        figures.put(Figure.BYTES, bytes.mean());
        figures.put(Figure.NODE_MICROS, micros.mean() / nodes);
        return new Row(new Subject(Experiment.ROUND, protocol.protocol, nodes, loss, owners), figures);
    }
}
