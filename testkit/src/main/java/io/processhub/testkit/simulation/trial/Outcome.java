package io.processhub.testkit.simulation.trial;

import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.oracle.Evidence;
import java.time.Duration;
import java.util.List;

/**
 * The result of a trial on one seed. Immutable.
 *
 * @param seed the seed
 * @param converged whether the cluster settled after load and faults had ended
 * @param breaches violations of the invariants, a sentence each; a cluster that did not settle is one of them
 * @param running the number of processes that ran at the end
 * @param messages the number of frames sent
 * @param bytes the total size of these frames
 * @param hopsMax the largest number of hops of news until every member had them
 * @param convergence virtual time from the last change until the cluster had settled; zero when it did not settle
 * @param trace a hash over all events of the run; equal for two identical runs
 * @param ending human-readable last events and frames; empty when all invariants held
 */
public record Outcome(
        long seed,
        boolean converged,
        List<String> breaches,
        int running,
        long messages,
        long bytes,
        long hopsMax,
        Duration convergence,
        long trace,
        String ending) {
    private static final int LINES = 60;
    private static final int FRAMES = 10;

    /** Copies the violations. */
    public Outcome {
        breaches = List.copyOf(breaches);
    }

    static Outcome settled(long seed, SimulatedCluster cluster, Duration convergence, List<String> breaches) {
        String ending = breaches.isEmpty() ? "" : ending(cluster);
        return of(seed, cluster, new Verdict(true, breaches, convergence, ending));
    }

    /**
     * Builds the result of a cluster that did not settle. The first line of the error says what did not happen, the
     * others give details.
     */
    static Outcome stuck(long seed, SimulatedCluster cluster, AssertionError error) {
        String message = String.valueOf(error.getMessage());
        String first = message.lines().findFirst().orElse("");
        return of(seed, cluster, new Verdict(false, List.of(first), Duration.ZERO, message));
    }

    private record Verdict(boolean converged, List<String> breaches, Duration convergence, String ending) {}

    private static Outcome of(long seed, SimulatedCluster cluster, Verdict verdict) {
        Evidence evidence = cluster.evidence();
        return new Outcome(
                seed,
                verdict.converged,
                verdict.breaches,
                evidence.world().running().size(),
                cluster.traffic().frames(),
                cluster.traffic().bytes(),
                hops(evidence),
                verdict.convergence,
                cluster.trace().hash(),
                verdict.ending);
    }

    private static long hops(Evidence evidence) {
        return evidence.hubs().values().stream()
                .mapToLong(hub -> hub.status().registry().synchronization().hopsMax())
                .max()
                .orElse(0);
    }

    private static String ending(SimulatedCluster cluster) {
        return "last events:\n" + cluster.trace().tail(LINES) + "last frames:\n"
                + cluster.trace().frames(FRAMES);
    }

    /** {@return whether the cluster settled and all invariants held} */
    public boolean ok() {
        return breaches.isEmpty();
    }
}
