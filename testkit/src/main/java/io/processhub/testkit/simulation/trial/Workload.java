package io.processhub.testkit.simulation.trial;

import io.processhub.process.ProcessSpec;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Processes that are started through all nodes, a batch at a time, and some of them stopped and started again. */
final class Workload {
    private static final int BATCHES = 40;

    private final SimulatedCluster cluster;
    private final Population population;
    private final RandomGenerator random;
    private final List<ProcessSpec> specs;
    private final int batch;

    // mutable state
    private int asked;

    Workload(SimulatedCluster cluster, Population population, int processes) {
        this.cluster = cluster;
        this.population = population;
        this.random = cluster.random();
        this.specs = IntStream.range(0, processes)
                .mapToObj(number -> SimulatedCluster.probe("p" + number))
                .toList();
        this.batch = Math.ceilDiv(processes, BATCHES);
    }

    /** Does one thing: mostly the next start, sometimes a stop or another start of what was started already. */
    void step() {
        int dice = random.nextInt(4);
        if (asked == 0 || (dice < 2 && asked < specs.size())) {
            startNext();
        } else if (dice % 2 == 0) {
            unheeded(cluster.stopAll(
                    population.any(), some().stream().map(ProcessSpec::id).toList()));
        } else {
            unheeded(cluster.startAll(population.any(), some()));
        }
    }

    /** Starts all that was never asked for, at once. */
    void startTheRest() {
        while (asked < specs.size()) {
            startNext();
        }
    }

    private void startNext() {
        int end = Math.min(specs.size(), asked + batch);
        unheeded(cluster.startAll(population.any(), specs.subList(asked, end)));
        asked = end;
    }

    /** Half a batch out of those that were asked for before. */
    private List<ProcessSpec> some() {
        int from = random.nextInt(asked);
        return specs.subList(from, Math.min(asked, from + Math.ceilDiv(batch, 2)));
    }

    /** The answer does not matter: what was acknowledged is remembered by the cluster, and checked in the end. */
    private static void unheeded(CompletableFuture<?> answer) {
        Objects.requireNonNull(answer);
    }
}
