package io.processhub.testkit.simulation.trial;

import io.processhub.strategy.synchronization.Synchronizer;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.Traffic;
import io.processhub.testkit.simulation.oracle.Evidence;
import java.time.Duration;
import java.util.List;

/**
 * The result of a trial on one seed. Immutable.
 *
 * @param seed the seed
 * @param verdict whether all invariants held, and what was violated
 * @param traffic the frames sent, and the hops of the news
 * @param running the number of processes that ran at the end
 * @param quorumsLost how often a hub that ran processes lost its quorum while links were cut
 * @param convergence virtual time from the last change until the cluster had settled; zero when it did not settle
 * @param trace a hash over all events of the run; equal for two identical runs
 */
public record Outcome(
        long seed, Verdict verdict, Load traffic, int running, long quorumsLost, Duration convergence, long trace) {
    private static final int LINES = 60;
    private static final int FRAMES = 10;

    /**
     * Whether all invariants held.
     *
     * @param converged whether the cluster settled after load and faults had ended
     * @param breaches violations of the invariants, a sentence each; a cluster that did not settle is one of them
     * @param ending human-readable last events and frames; empty when all invariants held
     */
    public record Verdict(boolean converged, List<String> breaches, String ending) {

        /** Copies the violations. */
        public Verdict {
            breaches = List.copyOf(breaches);
        }
    }

    /**
     * The frames of the network.
     *
     * @param carried the frames sent since the cluster started
     * @param hopsMax the largest number of hops of news until every member had them
     */
    public record Load(Traffic carried, long hopsMax) {}

    Outcome quorumsLost(long count) {
        return new Outcome(seed, verdict, traffic, running, count, convergence, trace);
    }

    static Outcome settled(long seed, SimulatedCluster cluster, Duration convergence, List<String> breaches) {
        String ending = breaches.isEmpty() ? "" : ending(cluster);
        return of(seed, cluster, convergence, new Verdict(true, breaches, ending));
    }

    /**
     * Builds the result of a cluster that did not settle. The first line of the error says what did not happen, the
     * others give details.
     */
    static Outcome stuck(long seed, SimulatedCluster cluster, AssertionError error) {
        String message = String.valueOf(error.getMessage());
        String first = message.lines().findFirst().orElse("");
        return of(seed, cluster, Duration.ZERO, new Verdict(false, List.of(first), message));
    }

    private static Outcome of(long seed, SimulatedCluster cluster, Duration convergence, Verdict verdict) {
        Evidence evidence = cluster.evidence();
        return new Outcome(
                seed,
                verdict,
                new Load(cluster.traffic(), hops(evidence)),
                evidence.world().running().size(),
                0,
                convergence,
                cluster.trace().hash());
    }

    private static long hops(Evidence evidence) {
        return evidence.hubs().values().stream()
                .mapToLong(hub -> hub.status().registry().synchronization().of(Synchronizer.Counter.HOPS_MAX))
                .max()
                .orElse(0);
    }

    private static String ending(SimulatedCluster cluster) {
        return "last events:\n" + cluster.trace().tail(LINES) + "last frames:\n"
                + cluster.trace().frames(FRAMES);
    }

    /** {@return whether the cluster settled and all invariants held} */
    public boolean ok() {
        return verdict.breaches().isEmpty();
    }
}
