package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.StartReport;
import io.processhub.process.StartResult;
import io.processhub.spec.ProcessSpec;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Several nodes start the same processes at the same time. */
final class ConcurrentStartTest {
    private static final int NODES = 4;
    private static final int PROCESSES = 50;

    @Seeds(20)
    void eachRunsOnceAndAtMostOneCallerStartedIt(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(NODES).seed(seed).start();
        cluster.settle();

        List<StartReport> reports = startEverywhere(cluster);

        cluster.settle();
        cluster.check();
        assertThat(cluster.evidence().world().running()).hasSize(PROCESSES);
        IntStream.range(0, PROCESSES).forEach(number -> {
            List<StartResult> results =
                    reports.stream().map(report -> report.results().get(number)).toList();
            assertThat(results).allMatch(StartResult::runs);
            assertThat(results)
                    .filteredOn(StartResult.Started.class::isInstance)
                    .hasSize(1);
        });
    }

    @Seeds(10)
    void eachRunsOnceThoughFramesAreLostAndOvertakeOneAnother(long seed) {
        SimulatedCluster cluster =
                SimulatedCluster.of(NODES).seed(seed).loss(0.1).delay(1, 50).start();
        cluster.settle();

        startEverywhere(cluster);

        cluster.settle();
        cluster.check();
        assertThat(cluster.evidence().world().running()).hasSize(PROCESSES);
    }

    @Seeds(20)
    void startsAndStopsOfTheSameIdEndAlike(long seed) {
        SimulatedCluster cluster =
                SimulatedCluster.of(NODES).seed(seed).delay(1, 20).start();
        cluster.settle();
        List<ProcessSpec<Object>> specs = Probes.specs(20);

        for (int round = 0; round < 6; round++) {
            Probes.unheeded(cluster.startAll(1 + cluster.random().nextInt(NODES), specs));
            cluster.run(Duration.ofMillis(cluster.random().nextInt(30)));
            Probes.unheeded(cluster.stopAll(1 + cluster.random().nextInt(NODES), Probes.ids(specs)));
            cluster.run(Duration.ofMillis(cluster.random().nextInt(30)));
        }

        cluster.settle();
        cluster.run(Duration.ofSeconds(30));
        cluster.settle();
        cluster.check();
    }

    private static List<StartReport> startEverywhere(SimulatedCluster cluster) {
        List<CompletableFuture<StartReport>> answers = IntStream.rangeClosed(1, NODES)
                .mapToObj(node -> cluster.startAll(node, Probes.specs(PROCESSES)))
                .toList();
        return answers.stream().map(cluster::await).toList();
    }
}
