package io.processhub.benchmarks.synchronization.seed;

import io.processhub.benchmarks.synchronization.network.Arrivals;
import io.processhub.benchmarks.synchronization.network.Net;
import io.processhub.benchmarks.synchronization.network.VirtualTime;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * One changed entry in the seed. A message carries the entry and the list of nodes that have acknowledged it. The
 * receiver joins that list with the one it remembers, acknowledges, and sends both on to three nodes that are not on
 * it. A copy ends where the list is complete.
 *
 * <p>The receiver chooses before it adds itself, so it may choose itself. Nothing ever ends but by complete lists: the
 * mark that a rumour is over is overwritten in the same step.
 */
public final class Rumour {
    private final VirtualTime time = new VirtualTime();
    private final SplittableRandom random;
    private final Net net;
    private final Arrivals arrivals;
    private final NodeSet[] remembered;

    private Rumour(Setting setting) {
        random = new SplittableRandom(setting.seed());
        net = new Net(time, Duration.ofMillis(1), setting.loss(), random);
        arrivals = new Arrivals(setting.nodes());
        remembered = new NodeSet[setting.nodes()];
    }

    /** Spreads a rumour until nothing is under way any more. */
    public static Spreading run(Setting setting) {
        var rumour = new Rumour(setting);
        rumour.begin(NodeSet.none(setting.nodes()).with(0));
        while (rumour.time.step()) {
            // each step may put the next on the list
        }
        return Spreading.of(rumour.net, 0, rumour.arrivals);
    }

    private void begin(NodeSet itself) {
        arrivals.note(0, 0, 0);
        for (int target : itself.missing(Setting.RECIPIENTS, random)) {
            send(0, target, itself, 1);
        }
    }

    private void receive(int node, NodeSet list, int hop) {
        NodeSet joined = remembered[node] == null ? list : remembered[node].with(list);
        int[] targets = joined.missing(Setting.RECIPIENTS, random);
        NodeSet acknowledged = joined.with(node);
        arrivals.note(node, hop, time.now());
        remembered[node] = acknowledged;
        for (int target : targets) {
            send(node, target, acknowledged, hop + 1);
        }
    }

    private void send(int from, int to, NodeSet list, int hop) {
        if (from == to) {
            time.in(1, () -> receive(to, list, hop));
        } else {
            net.send(Wire.MESSAGE + Wire.ENTRY + (long) list.size() * Wire.NAME, () -> receive(to, list, hop));
        }
    }
}
