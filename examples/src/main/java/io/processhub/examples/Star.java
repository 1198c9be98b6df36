package io.processhub.examples;

import io.processhub.cluster.NodeId;
import io.processhub.log.Delta;
import io.processhub.log.Logs.Head;
import io.processhub.strategy.synchronization.SyncContext;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.Synchronizer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

// tag::strategy[]
/**
 * The first node by name receives every write at once, and sends its heads to all others at every interval; they
 * request what they lack. In case it is silent, each of the others sends its heads to a random member.
 *
 * @param interval between two offers of heads; positive
 */
record Star(Duration interval) implements SynchronizationStrategy {
    @Override
    public Synchronizer open(SyncContext context) {
        return new Offering(context);
    }

    private record Offering(SyncContext context) implements Synchronizer {
        @Override
        public void onWrite(Delta write, List<NodeId> askers) {
            List<NodeId> receivers = Stream.concat(Stream.of(hub()), askers.stream())
                    .filter(node -> !node.equals(context.logs().self()))
                    .distinct()
                    .toList();
            if (!receivers.isEmpty()) {
                context.send(receivers, new SyncMessage.News(write));
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
            return members().min(NodeId::compareTo).orElseThrow();
        }

        private void offer(NodeId peer) {
            List<Head> heads = members()
                    .map(node -> new Head(node, context.logs().known(node)))
                    .toList();
            context.send(List.of(peer), new SyncMessage.Offer(heads));
        }

        private Stream<NodeId> members() {
            return Stream.concat(Stream.of(context.logs().self()), context.logs().peers().stream());
        }

        /** The author, or any member, in case this node cannot reach the author. */
        @Override
        public NodeId source(NodeId origin, int attempt) {
            List<NodeId> peers = context.logs().peers();
            return attempt % 2 == 0 ? origin : peers.get(context.random().nextInt(peers.size()));
        }
    }
}
// end::strategy[]
