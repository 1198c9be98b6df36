package io.processhub.testkit.simulation.trial;

import io.processhub.HubBuilder;
import io.processhub.testkit.seed.SeedFailure;
import io.processhub.testkit.simulation.Faults;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.oracle.Invariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/**
 * A simulated cluster under load, and optionally under faults and churn, which must settle and satisfy all invariants
 * after they end. The seed determines all details: the same trial on the same seed has the same outcome, independent of
 * anything else that runs at the same time. Immutable.
 *
 * <pre>{@code
 * Outcome outcome = Trial.of(5, 100).loss(0.05).churn(true).play(7);
 * }</pre>
 *
 * @param nodes the initial number of nodes, 1 to 1,000; at least 2 with churn
 * @param processes the number of probes, started through all nodes; at least 1
 * @param faults of all links, from the start to the end
 * @param churn whether nodes crash, leave, return and join for half a minute while processes are started and stopped
 * @param cuts whether links are cut for a minute, and what must hold meanwhile
 * @param settings applied to the builder of every hub
 */
public record Trial(
        int nodes, int processes, Faults faults, boolean churn, Cuts cuts, UnaryOperator<HubBuilder> settings) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when one is out of its range
     */
    public Trial {
        SimulatedCluster.of(nodes); // checks the number of nodes
        if (processes < 1) {
            throw new IllegalArgumentException("processes " + processes + " is not positive");
        }
        if (cuts != Cuts.NONE && nodes < 2) {
            throw new IllegalArgumentException("cuts need at least 2 nodes");
        }
        if (churn && nodes < 2) {
            throw new IllegalArgumentException("churn needs at least 2 nodes, so that one may go");
        }
    }

    /**
     * Creates a trial without faults and churn.
     *
     * @param nodes the number of nodes, 1 to 1,000
     * @param processes the number of processes; at least 1
     * @return the trial
     * @throws IllegalArgumentException when one is out of its range
     */
    public static Trial of(int nodes, int processes) {
        return new Trial(nodes, processes, Faults.NONE, false, Cuts.NONE, UnaryOperator.identity());
    }

    /**
     * Sets the loss of frames.
     *
     * @param share of the frames that are lost, 0 to 1
     * @return a copy with this setting
     * @throws IllegalArgumentException when it is out of its range
     */
    public Trial loss(double share) {
        return new Trial(nodes, processes, faults.loss(share), churn, cuts, settings);
    }

    /**
     * Sets whether there is churn.
     *
     * @param value whether there is churn
     * @return a copy with this setting
     * @throws IllegalArgumentException when there are not enough nodes
     */
    public Trial churn(boolean value) {
        return new Trial(nodes, processes, faults, value, cuts, settings);
    }

    /**
     * Sets whether links are cut.
     *
     * @param value whether, and what must hold meanwhile
     * @return a copy with this setting
     * @throws IllegalArgumentException when there are not enough nodes
     */
    public Trial cuts(Cuts value) {
        return new Trial(nodes, processes, faults, churn, value, settings);
    }

    /** Whether links are cut, and what must hold meanwhile. */
    public enum Cuts {
        /** No link is cut. */
        NONE,
        /** Links are cut, in both directions or in one, between all nodes or some; nodes crash and return. */
        ANY,
        /**
         * The same; and no two nodes that do not see each other, and have no member in common, both run processes for
         * longer than it takes to detect a cut and two seconds more.
         */
        ONE_PART
    }

    /**
     * Adds settings of the hubs.
     *
     * @param more applied to the builder of every hub, after the settings so far
     * @return a copy with this setting
     */
    public Trial settings(UnaryOperator<HubBuilder> more) {
        return new Trial(nodes, processes, faults, churn, cuts, so -> more.apply(settings.apply(so)));
    }

    /**
     * Runs the trial on several seeds. Each run is confined to one thread of the executor, so the executor determines
     * how many run in parallel; the outcomes do not depend on it.
     *
     * @param firstSeed the first seed
     * @param seeds the number of successive seeds
     * @param executor runs the trials
     * @param progress receives every outcome, on the calling thread, in order of the seeds; what it throws becomes an
     *     {@code AssertionError} that names the seed
     * @return the outcomes, in order of the seeds
     * @throws java.util.concurrent.CompletionException when a cluster did not start
     */
    public List<Outcome> play(long firstSeed, int seeds, Executor executor, Consumer<Outcome> progress) {
        List<CompletableFuture<Outcome>> plays = LongStream.range(firstSeed, firstSeed + seeds)
                .mapToObj(seed -> CompletableFuture.supplyAsync(() -> play(seed), executor))
                .toList();
        var outcomes = new ArrayList<Outcome>();
        for (CompletableFuture<Outcome> play : plays) {
            Outcome outcome = play.join();
            report(outcome, progress);
            outcomes.add(outcome);
        }
        return List.copyOf(outcomes);
    }

    private static void report(Outcome outcome, Consumer<Outcome> progress) {
        try {
            progress.accept(outcome);
        } catch (Throwable problem) {
            throw SeedFailure.by(outcome.seed(), problem, "");
        }
    }

    /**
     * Runs the trial on one seed, on the calling thread.
     *
     * @param seed any
     * @return the outcome
     * @throws AssertionError when the cluster did not even start, or user code threw; names the seed
     */
    public Outcome play(long seed) {
        var outcome = new AtomicReference<Outcome>();
        SimulatedCluster.of(nodes)
                .seed(seed)
                .faults(faults)
                .settings(settings)
                .run(cluster -> outcome.set(settledOrStuck(seed, cluster)));
        return outcome.get();
    }

    private Outcome settledOrStuck(long seed, SimulatedCluster cluster) {
        try {
            return play(seed, cluster);
        } catch (AssertionError stuck) {
            return Outcome.stuck(seed, cluster, stuck);
        }
    }

    private Outcome play(long seed, SimulatedCluster cluster) {
        var population = new Population(cluster, nodes);
        var workload = new Workload(cluster, population, processes);
        if (churn) {
            new Churn(cluster, population, workload).rage();
        }
        var breaches = new ArrayList<String>();
        long lost = 0;
        if (cuts != Cuts.NONE) {
            var storm = new CutStorm(cluster, population, workload);
            storm.rage();
            lost = storm.lost();
            breaches.addAll(cuts == Cuts.ONE_PART ? storm.breaches() : List.of());
        }
        workload.startTheRest();
        Duration left = cluster.elapsed();
        Duration rest = cluster.settle(PATIENCE);
        breaches.addAll(cluster.evidence().breaches(Invariant.standard()));
        return Outcome.settled(seed, cluster, rest.minus(left), breaches).quorumsLost(lost);
    }
}
