package io.processhub.testkit.own;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.processhub.cluster.NodeId;
import io.processhub.log.Delta;
import io.processhub.process.StartOptions;
import io.processhub.spec.Role;
import io.processhub.strategy.redundancy.RedundancyStrategy;
import io.processhub.strategy.synchronization.SyncContext;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.Synchronizer;
import io.processhub.testkit.simulation.ClusterPlan;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.weakness.Mutant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The standard check finds what is wrong with processes of types that the test kit does not know. */
final class OwnBreachesTest {
    @TempDir
    private Path folder;

    /** Processes move to a node that joins. The check is the only thing here that can fail. */
    static final class Moving implements Runnable {
        @Override
        public void run() {
            SimulatedCluster cluster = Order.plan(2, 1).start();
            cluster.hub(1).startAll(Order.specs(Order.PLAIN, "p", 20), StartOptions.STANDARD);
            cluster.run(Duration.ofSeconds(30));
            cluster.add();
            cluster.run(Duration.ofMinutes(1));
            cluster.check();
        }
    }

    @Test
    void processesThatMoveRunOnce() {
        new Moving().run();
    }

    @Test
    void aProcessThatRunsTwiceIsFound() {
        Mutant.of(
                        folder,
                        "runtime.ProcessRuntime",
                        "if (cell == null || !cell.runs(epoch)) {",
                        "if (reason == StopReason.MOVED || cell == null || !cell.runs(epoch)) {")
                .fails(Moving.class);
    }

    @Test
    void aProcessThatRunsNowhereIsFound() {
        Mutant.of(
                        folder,
                        "runtime.ProcessRuntime",
                        "type.threads(environment).execute(runner);",
                        "listener.started(context.id(), context.born(), false);")
                .fails(Moving.class);
    }

    @Test
    void aProcessThatNoRegistryHasIsFound() {
        Mutant.of(
                        folder,
                        "RunningHub",
                        "loop.submit(question.apply(calls.awaitStart(ids, answer)));",
                        "answer.complete(new PendingCalls.Started(ids.stream()"
                                + ".<io.processhub.process.StartResult>map(id ->"
                                + " new io.processhub.process.StartResult.Started(id, List.of())).toList(), false));")
                .fails(Moving.class);
    }

    /** Sends nothing. */
    record Silent(Duration interval) implements SynchronizationStrategy {
        @Override
        public Synchronizer open(SyncContext context) {
            return new Synchronizer() {
                @Override
                public void onWrite(Delta write, List<NodeId> askers) {}

                @Override
                public void onTick() {}
            };
        }
    }

    @Test
    void registriesThatDifferAreFound() {
        SimulatedCluster cluster = Order.plan(3, 1)
                .settings(hub -> hub.synchronization(new Silent(Duration.ofSeconds(5))))
                .start();
        cluster.hub(1).start(Order.PLAIN.spec("here"));
        cluster.run(Duration.ofMinutes(1));

        failure(cluster).withMessageContaining("registries of n1#1 and n2#1 differ");
    }

    /** Has the same text everywhere, but not the same number of copies. */
    record Miscounted(int count) implements RedundancyStrategy {
        @Override
        public int copies(int members) {
            return Math.min(count, members);
        }

        @Override
        public Role role(RoleView view, NodeId node) {
            return Role.ACTIVE;
        }

        @Override
        public String toString() {
            return "Miscounted";
        }
    }

    /** The first node keeps a single copy, and the others want two. */
    @Test
    void tooFewCopiesAreFound() {
        SimulatedCluster cluster = copies(node -> node == 1 ? 1 : 2);

        failure(cluster).withMessageContaining("must run with 2 copies but runs on [Location");
    }

    /** The first node takes two copies for right, and all nodes together start three. */
    @Test
    void tooManyCopiesAreFound() {
        SimulatedCluster cluster = copies(node -> node == 1 ? 2 : 3);

        failure(cluster).withMessageContaining("must run with 2 copies but runs on [Location");
    }

    private static SimulatedCluster copies(IntFunction<Integer> byNode) {
        var booted = new AtomicInteger();
        ClusterPlan plan = Order.plan(3, 1)
                .settings(hub -> hub.redundancy(new Miscounted(byNode.apply(booted.incrementAndGet()))));
        SimulatedCluster cluster = plan.start();
        cluster.startAll(1, Order.specs(Order.PLAIN, "p", 20));
        cluster.run(Duration.ofMinutes(1));
        return cluster;
    }

    private static ThrowableAssertAlternative<AssertionError> failure(SimulatedCluster cluster) {
        return assertThatExceptionOfType(AssertionError.class).isThrownBy(cluster::check);
    }
}
