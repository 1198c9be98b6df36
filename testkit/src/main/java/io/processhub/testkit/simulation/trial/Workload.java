package io.processhub.testkit.simulation.trial;

import io.processhub.spec.ProcessSpec;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The load of a trial: it starts processes through all nodes, a batch at a time, and stops and restarts some of them.
 */
final class Workload {
    private static final int BATCHES = 40;

    private final SimulatedCluster cluster;
    private final Population population;
    private final RandomGenerator random;
    private final List<ProcessSpec<Object>> specs;
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

    /**
     * Makes one call: mostly the next start, sometimes a stop or a repeated start of processes that were started
     * before.
     */
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

    /** Starts all processes that have not been started yet, in one call. */
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

    /** Draws half a batch of the processes that were started before. */
    private List<ProcessSpec<Object>> some() {
        int from = random.nextInt(asked);
        return specs.subList(from, Math.min(asked, from + Math.ceilDiv(batch, 2)));
    }

    /** Ignores the result of a call, because the cluster records what was acknowledged and checks it at the end. */
    private static void unheeded(CompletableFuture<?> answer) {
        Objects.requireNonNull(answer);
    }
}
