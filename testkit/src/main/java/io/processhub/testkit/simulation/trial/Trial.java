package io.processhub.testkit.simulation.trial;

import io.processhub.HubBuilder;
import io.processhub.testkit.simulation.Faults;
import io.processhub.testkit.simulation.SimulatedCluster;
import io.processhub.testkit.simulation.oracle.Invariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/**
 * A cluster that is put under load, and perhaps under stress, until it is left alone; then it must come to rest with
 * everything in order. What happens in detail follows from the seed: the same trial on the same seed gives the same
 * outcome, whatever else runs at the same time.
 *
 * <pre>{@code
 * Outcome outcome = Trial.of(5, 100).loss(0.05).churn(true).play(7);
 * }</pre>
 *
 * @param nodes how many at the start, 1 to 1,000; at least 2 with churn
 * @param processes how many probes are started, through all nodes; at least 1
 * @param faults of all links, from the start to the end
 * @param churn whether nodes crash, leave, return and join for half a minute while processes are started and stopped
 * @param settings applied to the builder of every hub
 */
public record Trial(int nodes, int processes, Faults faults, boolean churn, UnaryOperator<HubBuilder> settings) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when one is out of its range
     */
    public Trial {
        SimulatedCluster.of(nodes); // knows how many there may be
        if (processes < 1) {
            throw new IllegalArgumentException("processes " + processes + " is not positive");
        }
        if (churn && nodes < 2) {
            throw new IllegalArgumentException("churn needs at least 2 nodes, so that one may go");
        }
    }

    /**
     * A trial without faults and churn.
     *
     * @param nodes how many; 1 to 1,000
     * @param processes how many; at least 1
     * @return the trial
     * @throws IllegalArgumentException when one is out of its range
     */
    public static Trial of(int nodes, int processes) {
        return new Trial(nodes, processes, Faults.NONE, false, UnaryOperator.identity());
    }

    /**
     * Another loss.
     *
     * @param share of the frames that vanish, 0 to 1
     * @return a changed copy
     * @throws IllegalArgumentException when it is out of its range
     */
    public Trial loss(double share) {
        return new Trial(nodes, processes, faults.loss(share), churn, settings);
    }

    /**
     * With or without churn.
     *
     * @param value whether there is any
     * @return a changed copy
     * @throws IllegalArgumentException when there are not enough nodes
     */
    public Trial churn(boolean value) {
        return new Trial(nodes, processes, faults, value, settings);
    }

    /**
     * Other settings of the hubs.
     *
     * @param more applied to the builder of every hub, after the settings so far
     * @return a changed copy
     */
    public Trial settings(UnaryOperator<HubBuilder> more) {
        return new Trial(nodes, processes, faults, churn, so -> more.apply(settings.apply(so)));
    }

    /**
     * Plays it on several seeds. Each is confined to one thread of the executor, so the executor says how many are
     * played at the same time; the outcomes do not depend on it.
     *
     * @param firstSeed the first one
     * @param seeds how many, one after the other
     * @param executor plays them
     * @param progress hears of every outcome, on the calling thread, in order of the seeds
     * @return the outcomes, in order of the seeds
     * @throws java.util.concurrent.CompletionException when a cluster did not even start
     */
    public List<Outcome> play(long firstSeed, int seeds, Executor executor, Consumer<Outcome> progress) {
        List<CompletableFuture<Outcome>> plays = LongStream.range(firstSeed, firstSeed + seeds)
                .mapToObj(seed -> CompletableFuture.supplyAsync(() -> play(seed), executor))
                .toList();
        var outcomes = new ArrayList<Outcome>();
        for (CompletableFuture<Outcome> play : plays) {
            Outcome outcome = play.join();
            progress.accept(outcome);
            outcomes.add(outcome);
        }
        return List.copyOf(outcomes);
    }

    /**
     * Plays it on one seed, on the calling thread.
     *
     * @param seed any
     * @return what came of it
     * @throws AssertionError when the cluster did not even start
     */
    public Outcome play(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(nodes)
                .seed(seed)
                .faults(faults)
                .settings(settings)
                .start();
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
        workload.startTheRest();
        Duration left = cluster.elapsed();
        Duration rest = cluster.settle(PATIENCE);
        List<String> breaches = cluster.evidence().breaches(Invariant.standard());
        return Outcome.settled(seed, cluster, rest.minus(left), breaches);
    }
}
