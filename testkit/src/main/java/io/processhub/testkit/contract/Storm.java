package io.processhub.testkit.contract;

import io.processhub.ProcessHub;
import io.processhub.process.ProcessId;
import io.processhub.process.ProcessSpec;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.oracle.NothingLost;
import io.processhub.testkit.simulation.oracle.NothingUnwanted;
import io.processhub.testkit.simulation.oracle.OncePerNode;
import io.processhub.testkit.simulation.oracle.RegistriesEqual;
import io.processhub.testkit.simulation.oracle.RegistriesTrue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Anything goes wrong at any time, while processes are started, stopped and crashed through nodes that are well; then it
 * is quiet, and everything must be in order. Nodes crash and restart, leave and return, pause, are cut off in both
 * directions or in one, and have their clocks set. All of it follows from the seed of the cluster.
 *
 * <p>A node is lost no sooner than four seconds after the one before, so that there is time to hear what the lost ones
 * knew: nothing survives the loss of all that know it.
 *
 * @param nodes how many the cluster has
 * @param processes how many names are used
 * @param lasting how long the storm is
 */
public record Storm(int nodes, int processes, Duration lasting) {
    private static final int BATCH = 6;
    private static final int NODES_PER_MISSING = 8;

    /** Long enough for the others to notice and to hear what the lost node knew. */
    private static final int BETWEEN_LOSSES_MILLIS = 4_000;

    private static final Duration CALM = Duration.ofSeconds(40);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when there are fewer than three nodes or fewer than seven processes
     */
    public Storm {
        if (nodes < 3 || processes <= BATCH) {
            throw new IllegalArgumentException(
                    "a storm needs 3 nodes and " + (BATCH + 1) + " processes, not " + nodes + " and " + processes);
        }
    }

    /**
     * Lets it pass over a cluster.
     *
     * @param cluster as many nodes as this says, all of them well
     * @throws AssertionError when the cluster is not in order afterwards
     */
    public void over(SimulatedCluster cluster) {
        new Passage(this, cluster).run();
    }

    /** A storm over one cluster. */
    private static final class Passage {
        private final Storm storm;
        private final SimulatedCluster cluster;
        private final RandomGenerator random;
        private final ArrayDeque<Missing> missing = new ArrayDeque<>();
        private final Set<Integer> returning = new HashSet<>();
        private Duration nextLoss = Duration.ZERO;

        private record Missing(int node, Runnable repair) {}

        private Passage(Storm storm, SimulatedCluster cluster) {
            this.storm = storm;
            this.cluster = cluster;
            this.random = cluster.random();
        }

        void run() {
            cluster.settle();
            nextLoss = cluster.elapsed().plusSeconds(2);
            Duration end = cluster.elapsed().plus(storm.lasting);
            while (cluster.elapsed().compareTo(end) < 0) {
                step();
                cluster.run(Duration.ofMillis(random.nextInt(400)));
            }
            missing.forEach(one -> one.repair().run());
            cluster.run(CALM);
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
                unheeded(cluster.startAll(caller(), batch()));
            } else {
                List<ProcessId> ids = batch().stream().map(ProcessSpec::id).toList();
                unheeded(cluster.stopAll(caller(), ids));
            }
        }

        /** What comes of a call is checked in the world. */
        private static void unheeded(CompletableFuture<?> answer) {
            Objects.requireNonNull(answer);
        }

        private void change() {
            int most = Math.max(1, storm.nodes / NODES_PER_MISSING);
            boolean full = missing.size() >= most;
            if (full || !missing.isEmpty() && random.nextBoolean()) {
                Missing back = missing.remove();
                back.repair().run();
                returning.add(back.node());
            } else {
                returning.clear();
                int node = anyBut(missing.stream().map(Missing::node).toList());
                missing.add(new Missing(node, harm(node)));
            }
        }

        /** Does something to a node, and returns what makes it good. */
        private Runnable harm(int node) {
            switch (random.nextInt(6)) {
                case 0 -> {
                    cluster.crash(node);
                    return () -> cluster.restart(node);
                }
                case 1 -> {
                    cluster.pause(node);
                    return () -> cluster.resume(node);
                }
                case 2 -> {
                    return cluster.split(node)::heal;
                }
                case 3 -> {
                    CompletableFuture<Void> left = cluster.leave(node, Duration.ofSeconds(3));
                    return () -> {
                        cluster.await(left);
                        cluster.restart(node);
                    };
                }
                case 4 -> {
                    jump(node);
                    return () -> jump(node);
                }
                default -> {
                    return cluster.splitOneWay(node)::heal;
                }
            }
        }

        private void jump(int node) {
            cluster.jumpClock(node, Duration.ofSeconds(random.nextInt(-600, 600)));
        }

        private int caller() {
            List<Integer> unfit = new ArrayList<>(returning);
            missing.forEach(one -> unfit.add(one.node()));
            return anyBut(unfit);
        }

        private int anyBut(List<Integer> excluded) {
            List<Integer> nodes = IntStream.rangeClosed(1, storm.nodes)
                    .filter(node -> !excluded.contains(node))
                    .boxed()
                    .toList();
            return nodes.get(random.nextInt(nodes.size()));
        }

        private List<ProcessSpec> batch() {
            int first = random.nextInt(storm.processes - BATCH);
            return IntStream.range(first, first + BATCH)
                    .mapToObj(number -> SimulatedCluster.probe("p" + number))
                    .toList();
        }
    }
}
