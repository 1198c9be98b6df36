package io.processhub.testkit.contract;

import io.processhub.ProcessHub;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
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
 * A period of random faults, while processes are started, stopped and crashed through healthy nodes, followed by a
 * period without faults, after which all invariants must hold. Nodes crash and restart, leave and return, pause, become
 * unreachable in both directions or in one, and have their clocks set. The seed of the cluster determines everything.
 * Immutable.
 *
 * <p>A node is lost no sooner than four seconds after the previous loss, so that the others can receive what the lost
 * node has written: information does not survive the loss of all nodes that have it.
 *
 * @param nodes the number of nodes of the cluster, at least 3
 * @param processes the number of process ids in use, at least 7
 * @param lasting the virtual time with faults
 */
public record Storm(int nodes, int processes, Duration lasting) {
    private static final int BATCH = 6;
    private static final int NODES_PER_MISSING = 8;

    /** Long enough for the others to detect the loss and to receive what the lost node has written. */
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
     * Runs the storm on a cluster.
     *
     * @param cluster a cluster of {@code nodes} nodes, all healthy
     * @throws AssertionError when the cluster does not settle or violates an invariant afterwards
     */
    public void over(SimulatedCluster cluster) {
        new Passage(this, cluster).run();
    }

    /** One run of a storm on one cluster. */
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
                        .forEach(found -> hub.untyped(found.id()).tell("crash"));
            } else if (random.nextBoolean()) {
                unheeded(cluster.startAll(caller(), batch()));
            } else {
                List<ProcessId> ids = batch().stream().map(ProcessSpec::id).toList();
                unheeded(cluster.stopAll(caller(), ids));
            }
        }

        /** Ignores the result of a call, because the check at the end compares what really runs. */
        private static void unheeded(CompletableFuture<?> answer) {
            Objects.requireNonNull(answer);
        }

        private void change() {
            int most = Math.max(1, storm.nodes / NODES_PER_MISSING);
            boolean full = missing.size() >= most;
            if (full || (!missing.isEmpty() && random.nextBoolean())) {
                Missing back = missing.remove();
                back.repair().run();
                returning.add(back.node());
            } else {
                returning.clear();
                int node = anyBut(missing.stream().map(Missing::node).toList());
                missing.add(new Missing(node, harm(node)));
            }
        }

        /** Applies a fault to a node, and returns the action that repairs it. */
        private Runnable harm(int node) {
            return switch (random.nextInt(6)) {
                case 0 -> crash(node);
                case 1 -> pause(node);
                case 2 -> cluster.split(node)::heal;
                case 3 -> leave(node);
                case 4 -> jumpTwice(node);
                default -> cluster.splitOneWay(node)::heal;
            };
        }

        private Runnable crash(int node) {
            cluster.crash(node);
            return () -> cluster.restart(node);
        }

        private Runnable pause(int node) {
            cluster.pause(node);
            return () -> cluster.resume(node);
        }

        private Runnable leave(int node) {
            CompletableFuture<Void> left = cluster.leave(node, Duration.ofSeconds(3));
            return () -> {
                cluster.await(left);
                cluster.restart(node);
            };
        }

        private Runnable jumpTwice(int node) {
            Duration step = Duration.ofSeconds(random.nextInt(-600, 600));
            cluster.jumpClock(node, step);
            return () -> cluster.jumpClock(node, step.negated());
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

        private List<ProcessSpec<Object>> batch() {
            int first = random.nextInt(storm.processes - BATCH);
            return IntStream.range(first, first + BATCH)
                    .mapToObj(number -> SimulatedCluster.probe("p" + number))
                    .toList();
        }
    }
}
