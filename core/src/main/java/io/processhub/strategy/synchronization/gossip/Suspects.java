package io.processhub.strategy.synchronization.gossip;

import io.processhub.cluster.NodeId;
import io.processhub.log.Logs.Head;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.strategy.synchronization.Synchronizer.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Members that did not answer. Relay tasks bypass them until they answer a probe, which compares what the two nodes
 * have read, so that everything they have missed is repaired.
 */
final class Suspects {
    private static final Duration PROBE_FIRST = Duration.ofMillis(100);
    private static final Duration PROBE_LAST = Duration.ofSeconds(1);

    private final GossipContext context;
    private final Supplier<Ring> ring;
    private final Map<NodeId, Suspicion> suspicions = new TreeMap<>();

    private static final class Suspicion {
        private boolean heard;
    }

    Suspects(GossipContext context, Supplier<Ring> ring) {
        this.context = context;
        this.ring = ring;
    }

    boolean contains(NodeId node) {
        return suspicions.containsKey(node);
    }

    void suspect(NodeId node) {
        if (!suspicions.containsKey(node)) {
            var suspicion = new Suspicion();
            suspicions.put(node, suspicion);
            context.tally().add(Counter.SUSPECTED);
            probeLater(node, suspicion, PROBE_FIRST);
        }
    }

    private void probeLater(NodeId node, Suspicion suspicion, Duration pause) {
        context.after(pause, () -> {
            if (suspicions.get(node) == suspicion) {
                probe(node);
                Duration longer = pause.multipliedBy(2);
                probeLater(node, suspicion, longer.compareTo(PROBE_LAST) < 0 ? longer : PROBE_LAST);
            }
        });
    }

    void onMembers() {
        suspicions.keySet().removeIf(node -> !ring.get().contains(node));
    }

    /** The two nodes have compared: what the suspect missed is under way to it. */
    void onCompared(NodeId from) {
        suspicions.remove(from);
    }

    /** Any message from a suspect shows that it is there: it is compared with at once. */
    void onSign(NodeId from) {
        Suspicion suspicion = suspicions.get(from);
        if (suspicion != null && !suspicion.heard) {
            suspicion.heard = true;
            probe(from);
        }
    }

    /** Compares with a peer. */
    void probe(NodeId peer) {
        context.tally().add(Counter.PROBES);
        context.send(peer, new GossipMessage.Probe(ring.get().sum(context.logs())));
    }

    /** Answers a peer that compares: with all heads, if there is a difference. */
    void onProbe(NodeId from, GossipMessage.Probe probe) {
        if (probe.sum() == ring.get().sum(context.logs())) {
            context.send(from, new GossipMessage.Even());
        } else {
            context.hub().send(List.of(from), new SyncMessage.Offer(heads()));
        }
    }

    private List<Head> heads() {
        Ring members = ring.get();
        List<Head> heads = new ArrayList<>(members.size());
        for (int number = 0; number < members.size(); number++) {
            NodeId origin = members.node(number);
            heads.add(new Head(origin, context.logs().known(origin)));
        }
        return heads;
    }
}
