package io.processhub.testkit.simulation.trial;

import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.oracle.Evidence;
import java.time.Duration;
import java.util.List;

/**
 * What came of a trial on one seed.
 *
 * @param seed which run
 * @param converged whether the cluster came to rest when it was left alone
 * @param breaches of the invariants, a sentence each; that it did not come to rest is one
 * @param running how many processes ran at the end
 * @param messages how many frames were sent
 * @param bytes how long they were together
 * @param hopsMax over how many nodes news went at most until everybody had them
 * @param convergence virtual time from the last change until the cluster was at rest; zero when it never was
 * @param trace a hash over everything that happened; equal for two runs that did the same
 * @param ending the last that happened, for people; empty when nothing was broken
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

    /** Freezes the breaches. */
    public Outcome {
        breaches = List.copyOf(breaches);
    }

    static Outcome settled(long seed, SimulatedCluster cluster, Duration convergence, List<String> breaches) {
        String ending = breaches.isEmpty() ? "" : ending(cluster);
        return of(seed, cluster, new Verdict(true, breaches, convergence, ending));
    }

    /** The error says what did not happen in its first line, and more in the others. */
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
                .mapToLong(hub -> hub.status().synchronization().hopsMax())
                .max()
                .orElse(0);
    }

    private static String ending(SimulatedCluster cluster) {
        return "the last that happened:\n" + cluster.trace().tail(LINES) + "the last frames:\n"
                + cluster.trace().frames(FRAMES);
    }

    /** {@return whether everything was in order} */
    public boolean ok() {
        return breaches.isEmpty();
    }
}
