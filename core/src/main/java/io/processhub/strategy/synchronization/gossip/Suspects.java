package io.processhub.strategy.synchronization.gossip;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Head;
import io.processhub.strategy.synchronization.Content;
import io.processhub.strategy.synchronization.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Members that did not answer. They are passed over until they answer a probe, which compares what the two have read,
 * so that whatever passed them over is made good.
 */
final class Suspects {
    private static final Duration PROBE_FIRST = Duration.ofMillis(100);
    private static final Duration PROBE_LAST = Duration.ofSeconds(1);

    private final Site site;
    private final Supplier<Ring> ring;
    private final Tally tally;
    private final Map<NodeId, Suspicion> suspicions = new TreeMap<>();

    private static final class Suspicion {
        private boolean heard;
    }

    Suspects(Site site, Supplier<Ring> ring, Tally tally) {
        this.site = site;
        this.ring = ring;
        this.tally = tally;
    }

    boolean contains(NodeId node) {
        return suspicions.containsKey(node);
    }

    void suspect(NodeId node) {
        if (!suspicions.containsKey(node)) {
            var suspicion = new Suspicion();
            suspicions.put(node, suspicion);
            tally.suspected();
            probeLater(node, suspicion, PROBE_FIRST);
        }
    }

    private void probeLater(NodeId node, Suspicion suspicion, Duration pause) {
        site.after(pause, () -> {
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

    /** Whatever a suspect says shows that it is there: it is asked at once what it has missed. */
    void onContent(NodeId from, Content content) {
        Suspicion suspicion = suspicions.get(from);
        if (suspicion != null) {
            if (content instanceof Content.Even || content instanceof Content.Offer) {
                suspicions.remove(from);
            } else if (!suspicion.heard) {
                suspicion.heard = true;
                probe(from);
            }
        }
    }

    /** Compares with a peer. */
    void probe(NodeId peer) {
        tally.probed();
        site.send(List.of(peer), new Content.Probe(ring.get().sum(site.logs())));
    }

    /** Answers a peer that compares: with everything, if there is a difference. */
    void onProbe(NodeId from, Content.Probe probe) {
        boolean even = probe.sum() == ring.get().sum(site.logs());
        site.send(List.of(from), even ? new Content.Even() : new Content.Offer(heads()));
    }

    private List<Head> heads() {
        Ring members = ring.get();
        List<Head> heads = new ArrayList<>(members.size());
        for (int number = 0; number < members.size(); number++) {
            NodeId origin = members.node(number);
            heads.add(new Head(origin, site.logs().known(origin)));
        }
        return heads;
    }
}
