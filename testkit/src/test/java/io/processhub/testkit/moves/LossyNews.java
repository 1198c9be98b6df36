package io.processhub.testkit.moves;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Delta;
import io.processhub.registry.Head;
import io.processhub.registry.Logs;
import io.processhub.strategy.synchronization.Content;
import io.processhub.strategy.synchronization.PubSub;
import io.processhub.strategy.synchronization.Site;
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
    public Synchronizer open(Site site) {
        return new PatientSynchronizer(
                new PubSub().open(new LossySite(site, silent)), site.logs().self(), silent);
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

    private record LossySite(Site site, Set<String> silent) implements Site {
        @Override
        public void send(List<NodeId> to, Content content) {
            List<NodeId> heard = to.stream()
                    .filter(node -> !silent.contains(logs().self().name() + ">" + node.name()))
                    .toList();
            if (!heard.isEmpty()) {
                site.send(heard, content);
            }
        }

        @Override
        public Logs logs() {
            return site.logs();
        }

        @Override
        public RandomGenerator random() {
            return site.random();
        }

        @Override
        public long nanos() {
            return site.nanos();
        }

        @Override
        public int headsMax() {
            return site.headsMax();
        }

        @Override
        public void after(Duration delay, Runnable task) {
            site.after(delay, task);
        }

        @Override
        public void learn(Delta delta) {
            site.learn(delta);
        }

        @Override
        public void announce(Head head) {
            site.announce(head);
        }

        @Override
        public void acknowledged(NodeId reader, long version) {
            site.acknowledged(reader, version);
        }
    }
}
