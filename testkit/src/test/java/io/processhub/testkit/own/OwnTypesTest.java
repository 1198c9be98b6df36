package io.processhub.testkit.own;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.process.StartOptions;
import io.processhub.registry.Instance.Location;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.ProcessSpec.RestartPolicy;
import io.processhub.spec.RestartLimit;
import io.processhub.strategy.migration.HotSwap;
import io.processhub.strategy.redundancy.RedundancyStrategy;
import io.processhub.strategy.redundancy.Replication;
import io.processhub.strategy.redundancy.Singularity;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The standard check holds for processes of types that the test kit does not know, however they were started. */
final class OwnTypesTest {
    private static final String STATIC = "static";

    @Seeds(5)
    void singleCopiesAreJudged(long seed) {
        churn(seed, new Singularity());
    }

    @Seeds(5)
    void activeCopiesAreJudged(long seed) {
        churn(seed, Replication.activeActive(2));
    }

    @Seeds(5)
    void standbyCopiesAreJudged(long seed) {
        churn(seed, Replication.activePassive(3));
    }

    @Seeds(5)
    void copiesOnEveryNodeAreJudged(long seed) {
        churn(seed, Replication.activePassive(Replication.CLUSTER_SIZE));
    }

    /** Every way to start and stop, while nodes join, leave, crash, come back and are cut off. */
    private static void churn(long seed, RedundancyStrategy redundancy) {
        SimulatedCluster cluster = Order.plan(5, seed)
                .loss(0.02)
                .settings(hub -> hub.redundancy(redundancy)
                        .migration(HotSwap.withState())
                        .ensure(Order.PLAIN.spec(STATIC)))
                .start();
        List<ProcessSpec<Order>> plain = Order.specs(Order.PLAIN, "plain", 12);
        cluster.await(cluster.hub(1).startAll(plain, StartOptions.STANDARD));
        cluster.await(cluster.startAll(2, Order.specs(Order.MOVING, "moving", 12)));
        cluster.await(cluster.hub(3).ensure(Order.MOVING.spec("ensured")));
        cluster.await(cluster.hub(3).start(Order.ONCE.spec("once").restart(RestartPolicy.TRANSIENT)));
        cluster.hub(4).ref(plain.getFirst()).tell(new Order.Fail());

        SimulatedCluster.Split split = cluster.split(1, 2);
        CompletableFuture<?> left = cluster.startAll(1, Order.specs(Order.PLAIN, "split", 6));
        CompletableFuture<?> right = cluster.startAll(4, Order.specs(Order.PLAIN, "split", 6));
        cluster.await(CompletableFuture.allOf(left, right));
        cluster.run(Duration.ofSeconds(20));
        split.heal();
        cluster.settle();
        cluster.check();

        cluster.await(cluster.hub(2).stop(plain.getFirst().id()));
        cluster.await(cluster.hub(5).stop(plain.get(1).id()));
        cluster.await(cluster.hub(5).start(plain.get(1)));
        cluster.crash(3);
        cluster.add();
        cluster.await(cluster.leave(4, Duration.ofSeconds(5)));
        cluster.settle();
        cluster.check();

        cluster.restart(3);
        cluster.settle();
        cluster.check();
        assertThat(cluster.runningCopiesOf(ProcessId.of(STATIC))).hasSize(redundancy.copies(5));
        assertThat(cluster.runningCopiesOf(plain.getFirst().id())).isEmpty();
    }

    /** What ends by itself for good is not expected to run, and what was started again is. */
    @Seeds(5)
    void aProcessMayEndByItself(long seed) {
        SimulatedCluster cluster = Order.plan(3, seed).start();
        ProcessSpec<Order> spec = Order.PLAIN.spec("transient").restart(RestartPolicy.TRANSIENT);
        cluster.await(cluster.startAll(1, List.of(spec)));
        cluster.settle();

        cluster.hub(2).ref(spec).tell(new Order.Finish());
        cluster.run(Duration.ofSeconds(1));
        cluster.settle();
        assertThat(cluster.runningCopiesOf(spec.id())).isEmpty();
        cluster.check();

        cluster.await(cluster.startAll(3, List.of(spec)));
        cluster.settle();
        assertThat(cluster.intents().wanted()).containsExactly(spec.id());
        cluster.check();
    }

    @Seeds(5)
    void anEpochMayBeRaised(long seed) {
        var contexts = new ArrayList<ProcessContext<Order>>();
        ProcessType<Order> type = ProcessType.of("raising", Order.class).lookup(MethodHandles.lookup());
        SimulatedCluster cluster = Order.plan(3, seed)
                .settings(hub -> hub.process(type, () -> new Order.Plain() {
                    @Override
                    public void onStart(ProcessContext<Order> context) {
                        contexts.add(context);
                    }
                }))
                .start();
        cluster.await(cluster.hub(1).start(type.spec("raised")));
        cluster.settle();

        long seen = contexts.getLast().epoch() + 5;
        long epoch = cluster.await(contexts.getLast().raiseEpoch(seen));
        cluster.settle();
        assertThat(cluster.runningCopiesOf(ProcessId.of("raised")))
                .extracting(Location::epoch)
                .containsExactly(epoch);
        cluster.check();
    }

    /** A node that has parked a process cannot run a copy; when all have, none runs. */
    @Seeds(5)
    void aParkedProcessNeedsNotRun(long seed) {
        SimulatedCluster cluster = Order.plan(3, seed)
                .settings(hub -> hub.redundancy(Replication.activeActive(3)))
                .start();
        ProcessSpec<Order> spec = Order.PLAIN.spec("failing").limit(RestartLimit.STANDARD.restartsMax(0));
        cluster.await(cluster.startAll(1, List.of(spec)));
        cluster.settle();

        cluster.hub(2).ref(spec).tell(new Order.Fail());
        cluster.settle();

        assertThat(cluster.hub(1).lookup(spec.id()).orElseThrow().parked()).hasSize(1);
        assertThat(cluster.runningCopiesOf(spec.id())).hasSize(2);
        cluster.check();
    }
}
