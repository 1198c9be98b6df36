package io.processhub.strategy.synchronization;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Delta;
import io.processhub.registry.Head;
import io.processhub.registry.Logs;
import java.time.Duration;
import java.util.List;

/**
 * Every node tells every other what it wrote, at once and directly. At every interval each pair compares how far the
 * one has read the other's log, which costs a few bytes, and only what is missing is sent. Quickest for small clusters.
 *
 * @param interval how often to compare; positive
 */
public record PubSub(Duration interval) implements SynchronizationStrategy {

    /** Compares every 15 seconds. */
    public PubSub() {
        this(Duration.ofSeconds(15));
    }

    /**
     * Checks the interval.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public PubSub {
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("interval " + interval + " of PubSub is not positive");
        }
    }

    @Override
    public Synchronizer open(Site site) {
        return new Mail(site);
    }

    private record Mail(Site site) implements Synchronizer {

        @Override
        public void onWrite(Delta write, List<NodeId> askers) {
            List<NodeId> peers = site.logs().peers();
            if (!peers.isEmpty()) {
                site.send(peers, new Content.News(write));
            }
        }

        @Override
        public void onTick() {
            NodeId self = site.logs().self();
            site.logs()
                    .peers()
                    .forEach(peer -> site.send(List.of(peer), new Content.Offer(List.of(head(self), head(peer)))));
        }

        private Head head(NodeId origin) {
            Logs logs = site.logs();
            return new Head(origin, logs.known(origin));
        }

        /** News comes from its author, always. */
        @Override
        public SyncCounters counters() {
            return new SyncCounters(1, 0, 0, 0, 0, 0, 0, 0);
        }
    }
}
