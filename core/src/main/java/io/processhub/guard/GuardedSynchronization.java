package io.processhub.guard;

import io.processhub.cluster.NodeId;
import io.processhub.guard.StrategyGuard.Kind;
import io.processhub.log.Delta;
import io.processhub.log.Logs;
import io.processhub.log.Logs.Head;
import io.processhub.strategy.synchronization.SyncContext;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.Synchronizer;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A synchronization strategy that does not throw once it is open: what it should have sent counts as lost on the way,
 * and the comparisons repair it. Confined to the hub's thread.
 */
record GuardedSynchronization(SynchronizationStrategy strategy, StrategyGuard guard)
        implements SynchronizationStrategy {

    @Override
    public Duration interval() {
        return strategy.interval();
    }

    @Override
    public String agreement() {
        return strategy.agreement();
    }

    @Override
    public int directMembersMax() {
        return strategy.directMembersMax();
    }

    /** An exception goes to the caller, who builds the hub. */
    @Override
    public Synchronizer open(SyncContext context) {
        return new Guarded(strategy.open(new Context(context, guard)), guard);
    }

    @Override
    public String toString() {
        return strategy.toString();
    }

    private static final class Guarded implements Synchronizer {
        private final Synchronizer synchronizer;
        private final StrategyGuard guard;
        private Counters counters = Counters.NONE;

        Guarded(Synchronizer synchronizer, StrategyGuard guard) {
            this.synchronizer = synchronizer;
            this.guard = guard;
        }

        @Override
        public void onWrite(Delta write, List<NodeId> askers) {
            guard.tell(Kind.SYNCHRONIZATION, () -> synchronizer.onWrite(write, askers));
        }

        @Override
        public void onTick() {
            guard.tell(Kind.SYNCHRONIZATION, synchronizer::onTick);
        }

        @Override
        public void onMessage(NodeId from, SyncMessage message) {
            guard.tell(Kind.SYNCHRONIZATION, () -> synchronizer.onMessage(from, message));
        }

        @Override
        public void onMembers() {
            guard.tell(Kind.SYNCHRONIZATION, synchronizer::onMembers);
        }

        @Override
        public void flush() {
            guard.tell(Kind.SYNCHRONIZATION, synchronizer::flush);
        }

        @Override
        public NodeId source(NodeId origin, int attempt) {
            return guard.ask(Kind.SYNCHRONIZATION, () -> synchronizer.source(origin, attempt), () -> origin);
        }

        @Override
        public Counters counters() {
            counters = guard.ask(Kind.SYNCHRONIZATION, synchronizer::counters, () -> counters);
            return counters;
        }
    }

    /** What the hub does for the strategy is not the strategy's fault. */
    private record Context(SyncContext hub, StrategyGuard guard) implements SyncContext {

        @Override
        public Logs logs() {
            return hub.logs();
        }

        @Override
        public RandomGenerator random() {
            return hub.random();
        }

        @Override
        public long nanos() {
            return hub.nanos();
        }

        @Override
        public int headsMax() {
            return hub.headsMax();
        }

        @Override
        public int customBytesMax() {
            return hub.customBytesMax();
        }

        @Override
        public Codec codec() {
            return hub.codec();
        }

        @Override
        public void after(Duration delay, Runnable task) {
            hub.after(delay, () -> guard.tell(Kind.SYNCHRONIZATION, task));
        }

        @Override
        public void send(List<NodeId> to, SyncMessage message) {
            hub.send(to, message);
        }

        @Override
        public void learn(Delta delta) {
            guard.ofTheHub(() -> hub.learn(delta));
        }

        @Override
        public void announce(Head head) {
            guard.ofTheHub(() -> hub.announce(head));
        }

        @Override
        public void acknowledged(NodeId reader, long version) {
            guard.ofTheHub(() -> hub.acknowledged(reader, version));
        }
    }
}
