package io.processhub.testkit.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.StartReport;
import io.processhub.process.StartOptions;
import io.processhub.process.StartResult;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Calls that are begun in slices, and what comes while one is. */
final class LargeCallsTest {
    private static final int PROCESSES = 3_500;

    private static SimulatedCluster cluster(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(3).seed(seed).start();
        cluster.settle();
        return cluster;
    }

    private static List<ProcessId> ids() {
        return IntStream.range(0, PROCESSES)
                .mapToObj(number -> ProcessId.of("p" + number))
                .toList();
    }

    private static CompletableFuture<StartReport> start(SimulatedCluster cluster, StartOptions options) {
        Map<ProcessSpec<?>, Metadata> specs = new LinkedHashMap<>();
        ids().forEach(id -> specs.put(SimulatedCluster.probe(id.value()), Metadata.NONE));
        return cluster.hub(1).startAll(specs, options);
    }

    private static long running(SimulatedCluster cluster) {
        return ids().stream()
                .filter(id -> cluster.runningCopiesOf(id).size() == 1)
                .count();
    }

    @Seeds(3)
    void allAreStarted(long seed) {
        SimulatedCluster cluster = cluster(seed);
        StartReport report = cluster.await(start(cluster, StartOptions.STANDARD));
        assertThat(report.results()).hasSize(PROCESSES).allMatch(StartResult.Started.class::isInstance);
        cluster.settle();
        assertThat(running(cluster)).isEqualTo(PROCESSES);
        cluster.check();
    }

    @Seeds(3)
    void aStopAfterTheCallStopsWhatIsNotBegunYet(long seed) {
        SimulatedCluster cluster = cluster(seed);
        CompletableFuture<StartReport> start = start(cluster, StartOptions.STANDARD);
        ProcessId last = ids().getLast();
        cluster.await(cluster.hub(1).stop(last));
        cluster.await(start);
        cluster.settle();
        assertThat(cluster.runningCopiesOf(last)).isEmpty();
        assertThat(running(cluster)).isEqualTo(PROCESSES - 1);
        cluster.check();
    }

    @Seeds(3)
    void aSecondCallFindsWhatTheFirstHasNotBegunYet(long seed) {
        SimulatedCluster cluster = cluster(seed);
        CompletableFuture<StartReport> first = start(cluster, StartOptions.STANDARD);
        CompletableFuture<StartReport> second = start(cluster, StartOptions.STANDARD.checkExisting(false));
        assertThat(cluster.await(first).results()).allMatch(StartResult.Started.class::isInstance);
        assertThat(cluster.await(second).results()).allMatch(StartResult.AlreadyExists.class::isInstance);
        cluster.settle();
        cluster.check();
    }

    @Seeds(3)
    void aSecondCallForOneOfThemIsRefused(long seed) {
        SimulatedCluster cluster = cluster(seed);
        CompletableFuture<StartReport> first = start(cluster, StartOptions.STANDARD);
        ProcessSpec<?> last = SimulatedCluster.probe(ids().getLast().value());
        assertThat(cluster.await(cluster.hub(1).start(last, StartOptions.STANDARD))
                        .result())
                .isInstanceOf(StartResult.AlreadyExists.class);
        assertThat(cluster.await(first).results()).allMatch(StartResult.Started.class::isInstance);
        cluster.settle();
        cluster.check();
    }

    /** A call that has timed out is not undone: its processes are wanted, also those that it had not begun. */
    @Seeds(3)
    void aCallThatTimesOutWantsAll(long seed) {
        SimulatedCluster cluster = cluster(seed);
        StartReport report = cluster.await(start(cluster, StartOptions.STANDARD.timeout(Duration.ofNanos(1))));
        assertThat(report.results()).hasSize(PROCESSES);
        assertThat(report.results().getLast()).isInstanceOf(StartResult.TimedOut.class);
        cluster.settle();
        assertThat(running(cluster)).isEqualTo(PROCESSES);
        cluster.check();
    }

    @Seeds(3)
    void aCallEndsWithItsHub(long seed) {
        SimulatedCluster cluster = cluster(seed);
        CompletableFuture<StartReport> start = start(cluster, StartOptions.STANDARD);
        cluster.await(cluster.hub(1).closeAsync(Duration.ofSeconds(20)));
        assertThat(cluster.await(start).results()).hasSize(PROCESSES);
        cluster.run(Duration.ofSeconds(10));
        assertThat(running(cluster)).isEqualTo(PROCESSES);
    }
}
