package io.processhub.testkit.replicas;

import io.processhub.ProcessHub;
import io.processhub.spec.ProcessSpec;
import io.processhub.strategy.migration.HotSwap;
import io.processhub.strategy.redundancy.Replication;
import io.processhub.testkit.simulation.Faults;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.Span;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** Anything goes wrong for a while with replicated processes; then it is quiet, and one copy of each is active. */
final class ReplicaStormTest {
    private static final int NODES = 5;
    private static final int IDS = 40;
    private static final Duration STORM = Duration.ofSeconds(40);

    @Seeds(40)
    void twoCopiesInAFairNetwork(long seed) {
        new Storm(Replicas.plan(NODES, seed, Replication.activePassive(2)).start()).run(2);
    }

    @Seeds(20)
    void threeCopiesInANetworkThatLosesAndReorders(long seed) {
        Faults bad = Faults.NONE.loss(0.02).duplication(0.02).delay(Span.ofMillis(1, 20));
        new Storm(Replicas.plan(NODES, seed, Replication.activePassive(3))
                        .faults(bad)
                        .start())
                .run(3);
    }

    @Seeds(20)
    void aCopyOnEveryNode(long seed) {
        new Storm(Replicas.plan(NODES, seed, Replication.activePassive(Replication.CLUSTER_SIZE))
                        .start())
                .run(NODES);
    }

    /** Moves that wait until the copy that leaves is quiet; these have no state to take along. */
    @Seeds(30)
    void twoCopiesThatAreHandedOver(long seed) {
        new Storm(Replicas.plan(NODES, seed, Replication.activePassive(2), new HotSwap())
                        .start())
                .run(2);
    }

    /** One run; of the nodes one at a time is missing, in one way or another. */
    private static final class Storm {
        private final SimulatedCluster cluster;
        private final RandomGenerator random;
        private final List<ProcessSpec<Object>> specs = Replicas.specs(IDS);
        private Runnable repair = () -> {};
        private int missing;

        private Storm(SimulatedCluster cluster) {
            this.cluster = cluster;
            this.random = cluster.random();
        }

        void run(int copies) {
            cluster.settle();
            unheeded(cluster.startAll(1, specs));
            while (cluster.elapsed().compareTo(STORM) < 0) {
                step();
                cluster.run(Duration.ofMillis(random.nextInt(3_000)));
            }
            repair.run();
            cluster.run(Duration.ofSeconds(40));
            cluster.settle();
            cluster.check(Replicas.oneActiveOf(copies));
        }

        private void step() {
            switch (random.nextInt(4)) {
                case 0 -> {
                    ProcessHub hub = cluster.hub(caller());
                    hub.snapshot().stream()
                            .filter(found -> !found.instances().isEmpty())
                            .limit(5)
                            .forEach(found -> hub.untyped(found.id()).tell("crash"));
                }
                case 1 ->
                    unheeded(cluster.stopAll(
                            caller(),
                            specs.subList(0, 5).stream().map(ProcessSpec::id).toList()));
                case 2 -> unheeded(cluster.startAll(caller(), specs.subList(0, 10)));
                default -> change();
            }
        }

        private void change() {
            if (missing != 0) {
                repair.run();
                repair = () -> {};
                missing = 0;
                cluster.run(Duration.ofSeconds(4));
                return;
            }
            int node = 1 + random.nextInt(NODES);
            missing = node;
            switch (random.nextInt(5)) {
                case 0 -> {
                    cluster.crash(node);
                    repair = () -> cluster.restart(node);
                }
                case 1 -> {
                    cluster.pause(node);
                    repair = () -> cluster.resume(node);
                }
                case 2 -> repair = cluster.split(node)::heal;
                case 3 -> {
                    CompletableFuture<Void> left = cluster.leave(node, Duration.ofSeconds(3));
                    repair = () -> {
                        cluster.await(left);
                        cluster.restart(node);
                    };
                }
                default -> repair = cluster.splitOneWay(node)::heal;
            }
        }

        private int caller() {
            return missing == 1 ? 2 : 1;
        }

        private static void unheeded(CompletableFuture<?> answer) {
            Objects.requireNonNull(answer);
        }
    }
}
