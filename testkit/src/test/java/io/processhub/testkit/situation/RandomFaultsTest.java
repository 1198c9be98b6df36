package io.processhub.testkit.situation;

import io.processhub.ProcessHub;
import io.processhub.process.ProcessSpec;
import io.processhub.testkit.simulation.Faults;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.Span;
import io.processhub.testkit.simulation.oracle.NothingLost;
import io.processhub.testkit.simulation.oracle.NothingUnwanted;
import io.processhub.testkit.simulation.oracle.OncePerNode;
import io.processhub.testkit.simulation.oracle.RegistriesEqual;
import io.processhub.testkit.simulation.oracle.RegistriesTrue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Anything goes wrong at any time for a minute; then it is quiet, and everything must be in order. */
final class RandomFaultsTest {
    private static final Duration STORM = Duration.ofMinutes(1);
    private static final int IDS = 60;
    private static final int BATCH = 6;

    /** Long enough for the others to notice and to hear what the lost node knew. */
    private static final int BETWEEN_LOSSES_MILLIS = 4_000;

    @Seeds(40)
    void inAFairNetwork(long seed) {
        new Storm(SimulatedCluster.of(5).seed(seed).start()).run();
    }

    @Seeds(20)
    void inANetworkThatLosesAndReorders(long seed) {
        Faults bad = Faults.NONE.loss(0.02).duplication(0.02).delay(Span.ofMillis(1, 20));
        new Storm(SimulatedCluster.of(5).seed(seed).faults(bad).start()).run();
    }

    /** One run; of the nodes one at a time is missing, in one way or another. */
    private static final class Storm {
        private final SimulatedCluster cluster;
        private final RandomGenerator random;
        private Runnable repair = () -> {};
        private int missing;
        private int returning;
        private Duration nextLoss = Duration.ofSeconds(2);

        private Storm(SimulatedCluster cluster) {
            this.cluster = cluster;
            this.random = cluster.random();
        }

        void run() {
            cluster.settle();
            while (cluster.elapsed().compareTo(STORM) < 0) {
                step();
                cluster.run(Duration.ofMillis(random.nextInt(400)));
            }
            repair.run();
            cluster.run(Duration.ofSeconds(40));
            cluster.settle();
            cluster.check(
                    new RegistriesEqual(),
                    new RegistriesTrue(),
                    new NothingLost(1),
                    new NothingUnwanted(),
                    new OncePerNode());
        }

        private void step() {
            if (cluster.elapsed().compareTo(nextLoss) > 0) {
                nextLoss = cluster.elapsed().plusMillis(BETWEEN_LOSSES_MILLIS + random.nextInt(4_000));
                change();
            } else if (random.nextInt(5) == 0) {
                ProcessHub hub = cluster.hub(caller());
                hub.local().stream()
                        .limit(BATCH)
                        .forEach(found -> hub.ref(found.id()).tell("crash"));
            } else if (random.nextBoolean()) {
                Probes.unheeded(cluster.startAll(caller(), batch()));
            } else {
                Probes.unheeded(cluster.stopAll(
                        caller(), batch().stream().map(ProcessSpec::id).toList()));
            }
        }

        private void change() {
            if (missing != 0) {
                repair.run();
                returning = missing;
                missing = 0;
                repair = () -> {};
                return;
            }
            int node = 1 + random.nextInt(5);
            missing = node;
            returning = 0;
            switch (random.nextInt(6)) {
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
                case 4 -> {
                    cluster.jumpClock(node, Duration.ofSeconds(random.nextInt(-600, 600)));
                    repair = () -> cluster.jumpClock(node, Duration.ofSeconds(random.nextInt(-600, 600)));
                }
                default -> repair = cluster.splitOneWay(node)::heal;
            }
        }

        private int caller() {
            List<Integer> nodes = IntStream.rangeClosed(1, 5)
                    .filter(node -> node != missing && node != returning)
                    .boxed()
                    .toList();
            return nodes.get(random.nextInt(nodes.size()));
        }

        private List<ProcessSpec> batch() {
            int first = random.nextInt(IDS - BATCH);
            return Probes.specs(IDS).subList(first, first + BATCH);
        }
    }
}
