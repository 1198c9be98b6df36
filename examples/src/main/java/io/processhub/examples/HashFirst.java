package io.processhub.examples;

import io.processhub.cluster.NodeId;
import io.processhub.log.Delta;
import io.processhub.log.Logs.Head;
import io.processhub.strategy.synchronization.SyncContext;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.Synchronizer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

// tag::strategy[]
/**
 * Sends what it wrote to all members. At every interval each node sends a hash over all heads to a random member, which
 * answers with its heads if its own hash differs.
 *
 * @param interval between two comparisons; positive
 */
record HashFirst(Duration interval) implements SynchronizationStrategy {
    @Override
    public Synchronizer open(SyncContext context) {
        return new Comparing(context);
    }

    private record Comparing(SyncContext context) implements Synchronizer {
        @Override
        public void onWrite(Delta write, List<NodeId> askers) {
            context.send(context.logs().peers(), new SyncMessage.News(write));
        }

        @Override
        public void onTick() {
            if (!context.logs().peers().isEmpty()) {
                byte[] hash = ByteBuffer.allocate(Long.BYTES).putLong(hash()).array();
                context.send(List.of(anyPeer()), new SyncMessage.Custom(hash));
            }
        }

        @Override
        public void onMessage(NodeId from, SyncMessage message) {
            if (message instanceof SyncMessage.Custom custom && custom.size() == Long.BYTES) {
                long read = context.logs().known(context.logs().self());
                if (ByteBuffer.wrap(custom.bytes()).getLong() == hash()) {
                    context.acknowledged(
                            from, read); // it has read all logs as far as this node, the log of this one too
                } else {
                    context.send(List.of(from), new SyncMessage.Offer(heads()));
                }
            }
        }

        /** The author, or any member, in case this node cannot reach the author. */
        @Override
        public NodeId source(NodeId origin, int attempt) {
            return attempt % 2 == 0 ? origin : anyPeer();
        }

        private NodeId anyPeer() {
            List<NodeId> peers = context.logs().peers();
            return peers.get(context.random().nextInt(peers.size()));
        }

        private long hash() {
            var hash = new CRC32C();
            hash.update(context.codec().encodeHeads(heads()));
            return hash.getValue();
        }

        private List<Head> heads() {
            return Stream.concat(Stream.of(context.logs().self()), context.logs().peers().stream())
                    .sorted()
                    .map(node -> new Head(node, context.logs().known(node)))
                    .toList();
        }
    }
}
// end::strategy[]
