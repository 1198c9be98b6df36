package io.processhub.examples;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Delta;
import io.processhub.registry.Head;
import io.processhub.strategy.synchronization.Content;
import io.processhub.strategy.synchronization.Site;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.Synchronizer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

// tag::strategy[]
/**
 * The first node by name hears everything at once, and tells all others at every interval how far it has read; they ask
 * for what they lack. In case it is silent, each of the others tells the same to a member chosen by chance.
 *
 * @param interval between two tellings; positive
 */
record Star(Duration interval) implements SynchronizationStrategy {
    @Override
    public Synchronizer open(Site site) {
        return new Synchronizer() {
            @Override
            public void onWrite(Delta write, List<NodeId> askers) {
                List<NodeId> told = Stream.concat(Stream.of(hub()), askers.stream())
                        .filter(node -> !node.equals(site.logs().self()))
                        .distinct()
                        .toList();
                if (!told.isEmpty()) {
                    site.send(told, new Content.News(write));
                }
            }

            @Override
            public void onTick() {
                List<NodeId> peers = site.logs().peers();
                if (hub().equals(site.logs().self())) {
                    peers.forEach(this::offer);
                } else {
                    offer(peers.get(site.random().nextInt(peers.size())));
                }
            }

            private NodeId hub() {
                return everybody().min(NodeId::compareTo).orElseThrow();
            }

            private void offer(NodeId peer) {
                List<Head> heads = everybody()
                        .map(node -> new Head(node, site.logs().known(node)))
                        .toList();
                site.send(List.of(peer), new Content.Offer(heads));
            }

            private Stream<NodeId> everybody() {
                return Stream.concat(Stream.of(site.logs().self()), site.logs().peers().stream());
            }

            /** The author, or anybody, in case the author cannot be reached. */
            @Override
            public NodeId source(NodeId origin, int attempt) {
                List<NodeId> peers = site.logs().peers();
                return attempt % 2 == 0 ? origin : peers.get(site.random().nextInt(peers.size()));
            }
        };
    }
}
// end::strategy[]
