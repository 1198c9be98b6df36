package io.processhub.examples;

import io.processhub.cluster.NodeId;
import io.processhub.log.Delta;
import io.processhub.log.Head;
import io.processhub.strategy.synchronization.SyncContext;
import io.processhub.strategy.synchronization.SyncMessage;
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
    public Synchronizer open(SyncContext context) {
        return new Telling(context);
    }

    private record Telling(SyncContext context) implements Synchronizer {
        @Override
        public void onWrite(Delta write, List<NodeId> askers) {
            List<NodeId> told = Stream.concat(Stream.of(hub()), askers.stream())
                    .filter(node -> !node.equals(context.logs().self()))
                    .distinct()
                    .toList();
            if (!told.isEmpty()) {
                context.send(told, new SyncMessage.News(write));
            }
        }

        @Override
        public void onTick() {
            List<NodeId> peers = context.logs().peers();
            if (hub().equals(context.logs().self())) {
                peers.forEach(this::offer);
            } else {
                offer(peers.get(context.random().nextInt(peers.size())));
            }
        }

        private NodeId hub() {
            return everybody().min(NodeId::compareTo).orElseThrow();
        }

        private void offer(NodeId peer) {
            List<Head> heads = everybody()
                    .map(node -> new Head(node, context.logs().known(node)))
                    .toList();
            context.send(List.of(peer), new SyncMessage.Offer(heads));
        }

        private Stream<NodeId> everybody() {
            return Stream.concat(Stream.of(context.logs().self()), context.logs().peers().stream());
        }

        /** The author, or anybody, in case the author cannot be reached. */
        @Override
        public NodeId source(NodeId origin, int attempt) {
            List<NodeId> peers = context.logs().peers();
            return attempt % 2 == 0 ? origin : peers.get(context.random().nextInt(peers.size()));
        }
    }
}
// end::strategy[]
