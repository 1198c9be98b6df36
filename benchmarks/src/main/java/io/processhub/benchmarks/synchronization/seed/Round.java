package io.processhub.benchmarks.synchronization.seed;

import io.processhub.benchmarks.synchronization.network.Arrivals;
import io.processhub.benchmarks.synchronization.network.Net;
import io.processhub.benchmarks.synchronization.network.VirtualTime;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * One synchronization round in the seed, whether anything has changed or not. A message carries the complete registries
 * of the nodes that have contributed, and the list of those that have acknowledged. The receiver adds its own registry
 * and passes all of it on to nodes that have not contributed. When all nodes have, it applies what it got,
 * acknowledges, and passes all of it on to nodes that have not acknowledged. It has done with the round when all nodes
 * have acknowledged.
 *
 * <p>The acknowledgements that come with the first message are dropped. A node remembers the list as it was before it
 * acknowledged itself, so it acknowledges anew with each copy; and it chooses targets from that list, so it may choose
 * itself.
 */
public final class Round {
    private final VirtualTime time = new VirtualTime();
    private final Setting setting;
    private final Reading reading;
    private final SplittableRandom random;
    private final Net net;
    private final Arrivals arrivals;
    private final Parcel[] remembered;
    private final boolean[] done;
    private long registries;

    /** What a message carries and a node remembers. */
    private record Parcel(NodeSet contributed, NodeSet acknowledged) {
        /** {@return its size without the entries} */
        long bytes() {
            return Wire.MESSAGE
                    + contributed.size() * (long) (Wire.NAME + Wire.STAMP)
                    + acknowledged.size() * (long) Wire.NAME;
        }
    }

    private Round(Setting setting, Reading reading) {
        this.setting = setting;
        this.reading = reading;
        random = new SplittableRandom(setting.seed());
        net = new Net(time, Duration.ofMillis(1), setting.loss(), random);
        arrivals = new Arrivals(setting.nodes());
        remembered = new Parcel[setting.nodes()];
        done = new boolean[setting.nodes()];
    }

    /** Goes through a round until nothing is under way any more. */
    public static Spreading run(Setting setting, Reading reading) {
        var round = new Round(setting, reading);
        NodeSet none = NodeSet.none(setting.nodes());
        round.begin(new Parcel(none.with(0), none));
        while (round.time.step()) {
            // each step may put the next on the list
        }
        return Spreading.of(round.net, round.registries, round.arrivals);
    }

    private void begin(Parcel own) {
        remembered[0] = own;
        for (int target : own.contributed.missing(Setting.RECIPIENTS, random)) {
            send(0, target, own, 1);
        }
    }

    private void receive(int node, Parcel parcel, int hop) {
        if (done[node]) {
            return;
        }
        Parcel joined = join(node, parcel);
        remembered[node] = joined;
        if (!joined.contributed.full()) {
            forward(node, joined.contributed, joined, hop);
            return;
        }
        arrivals.note(node, hop, time.now());
        if (joined.acknowledged.full()) {
            done[node] = true;
            remembered[node] = null;
        } else {
            var acknowledging = new Parcel(joined.contributed, joined.acknowledged.with(node));
            forward(node, joined.acknowledged, acknowledging, hop);
        }
    }

    private Parcel join(int node, Parcel parcel) {
        Parcel earlier = remembered[node];
        NodeSet contributed = parcel.contributed.with(node);
        return earlier == null
                ? new Parcel(contributed, NodeSet.none(setting.nodes()))
                : new Parcel(earlier.contributed.with(contributed), earlier.acknowledged.with(parcel.acknowledged));
    }

    private void forward(int node, NodeSet passed, Parcel parcel, int hop) {
        for (int target : reading.targets(passed, Setting.RECIPIENTS, random)) {
            send(node, target, parcel, hop + 1);
        }
    }

    private void send(int from, int to, Parcel parcel, int hop) {
        if (from == to) {
            time.in(1, () -> receive(to, parcel, hop));
        } else {
            registries += parcel.contributed.size();
            net.send(parcel.bytes(), () -> receive(to, parcel, hop));
        }
    }
}
