package io.processhub.testkit.moves;

import io.processhub.cluster.NodeId;
import io.processhub.log.Delta;
import io.processhub.log.Logs;
import io.processhub.log.Logs.Head;
import io.processhub.strategy.synchronization.PubSub;
import io.processhub.strategy.synchronization.SyncContext;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.Synchronizer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * {@code PubSub} over links of which some carry no news of the registry, but everything else.
 *
 * @param silent names of sender and receiver, such as {@code n1>n2}; may be changed at any time
 */
record LossyNews(Set<String> silent) implements SynchronizationStrategy {

    @Override
    public Duration interval() {
        return new PubSub().interval();
    }

    @Override
    public Synchronizer open(SyncContext context) {
        return new PatientSynchronizer(
                new PubSub().open(new LossyContext(context, silent)),
                context.logs().self(),
                silent);
    }

    @Override
    public String agreement() {
        return "lossy news";
    }

    /** Does not request what it has missed over a silent link. */
    private record PatientSynchronizer(Synchronizer mail, NodeId self, Set<String> silent) implements Synchronizer {
        @Override
        public void onWrite(Delta write, List<NodeId> askers) {
            mail.onWrite(write, askers);
        }

        @Override
        public void onTick() {
            mail.onTick();
        }

        @Override
        public NodeId source(NodeId origin, int attempt) {
            return silent.contains(origin.name() + ">" + self.name()) ? self : origin;
        }
    }

    private record LossyContext(SyncContext context, Set<String> silent) implements SyncContext {
        @Override
        public void send(List<NodeId> to, SyncMessage message) {
            List<NodeId> heard = to.stream()
                    .filter(node -> !silent.contains(logs().self().name() + ">" + node.name()))
                    .toList();
            if (!heard.isEmpty()) {
                context.send(heard, message);
            }
        }

        @Override
        public Logs logs() {
            return context.logs();
        }

        @Override
        public RandomGenerator random() {
            return context.random();
        }

        @Override
        public long nanos() {
            return context.nanos();
        }

        @Override
        public int headsMax() {
            return context.headsMax();
        }

        @Override
        public int customBytesMax() {
            return context.customBytesMax();
        }

        @Override
        public Codec codec() {
            return context.codec();
        }

        @Override
        public void after(Duration delay, Runnable task) {
            context.after(delay, task);
        }

        @Override
        public void learn(Delta delta) {
            context.learn(delta);
        }

        @Override
        public void announce(Head head) {
            context.announce(head);
        }

        @Override
        public void acknowledged(NodeId reader, long version) {
            context.acknowledged(reader, version);
        }
    }
}
