package io.processhub.testkit.situation;

import io.processhub.StartReport;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Many probes, and where they run. */
final class Probes {
    private Probes() {}

    static List<ProcessSpec<Object>> specs(int count) {
        return specs("p", count);
    }

    static List<ProcessSpec<Object>> specs(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> SimulatedCluster.probe(prefix + number))
                .toList();
    }

    static List<ProcessId> ids(Collection<ProcessSpec<Object>> specs) {
        return specs.stream().map(ProcessSpec::id).toList();
    }

    /** The answer to a call does not matter here; what comes of it is checked in the world. */
    static void unheeded(CompletableFuture<?> answer) {
        Objects.requireNonNull(answer);
    }

    /** Starts probes, waits for the answer and until all is quiet. */
    static List<ProcessId> running(SimulatedCluster cluster, int count) {
        List<ProcessSpec<Object>> specs = specs(count);
        StartReport report = cluster.await(cluster.startAll(1, specs));
        if (!report.problems().isEmpty()) {
            throw new AssertionError("did not start: " + report.problems());
        }
        cluster.settle();
        return ids(specs);
    }
}
