package io.processhub.console.simulation;

import io.processhub.console.input.Sync;
import io.processhub.console.terminal.Table;
import io.processhub.testkit.simulation.trial.Outcome;
import io.processhub.testkit.simulation.trial.Trial;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What became of a trial on several seeds.
 *
 * @param sync how registries learned from one another
 * @param nodes how many there were at the start
 * @param processes how many were started
 * @param loss share of the frames that were lost
 * @param churn whether nodes crashed, left, returned and joined
 * @param firstSeed the first seed
 * @param seeds how many were played
 * @param converged how many came to rest
 * @param violations how many times an invariant was broken
 * @param firstFailingSeed the first seed on which one was broken; {@code null} when none was
 * @param messages how many frames were sent, on all seeds together
 * @param bytes how long they were
 * @param hopsMax over how many nodes news went at most
 * @param convergenceMsMax virtual milliseconds from the last change until the cluster was at rest, on the slowest seed
 * @param trace a hash over all runs; equal when all did the same
 */
public record SimulationReport(
        String sync,
        int nodes,
        int processes,
        double loss,
        boolean churn,
        long firstSeed,
        int seeds,
        int converged,
        int violations,
        @Nullable Long firstFailingSeed,
        long messages,
        long bytes,
        long hopsMax,
        long convergenceMsMax,
        String trace) {

    /**
     * Sums up.
     *
     * @param sync how registries learned from one another
     * @param trial what was played
     * @param outcomes at least one, in order of the seeds
     * @return the report
     */
    public static SimulationReport of(Sync sync, Trial trial, List<Outcome> outcomes) {
        return new SimulationReport(
                sync.toString(),
                trial.nodes(),
                trial.processes(),
                trial.faults().loss(),
                trial.churn(),
                outcomes.getFirst().seed(),
                outcomes.size(),
                (int) outcomes.stream().filter(Outcome::converged).count(),
                outcomes.stream().mapToInt(outcome -> outcome.breaches().size()).sum(),
                outcomes.stream()
                        .filter(outcome -> !outcome.ok())
                        .map(Outcome::seed)
                        .findFirst()
                        .orElse(null),
                outcomes.stream().mapToLong(Outcome::messages).sum(),
                outcomes.stream().mapToLong(Outcome::bytes).sum(),
                outcomes.stream().mapToLong(Outcome::hopsMax).max().orElse(0),
                outcomes.stream()
                        .mapToLong(outcome -> outcome.convergence().toMillis())
                        .max()
                        .orElse(0),
                hash(outcomes.stream().mapToLong(Outcome::trace)));
    }

    /** Of a single run its own hash. */
    private static String hash(LongStream traces) {
        return HexFormat.of().toHexDigits(traces.reduce(0, (hash, trace) -> hash * 31 + trace));
    }

    /** {@return whether every seed came to rest in order} */
    public boolean ok() {
        return violations == 0;
    }

    /** {@return the report for people} */
    public List<String> lines() {
        return new Table("synchronization", sync)
                .row("nodes, processes", nodes + ", " + processes)
                .row("loss, churn", loss + ", " + (churn ? "yes" : "no"))
                .row("seeds", seeds + ", from " + firstSeed)
                .row("converged", converged)
                .row("violations", violations)
                .row("first failing seed", Objects.requireNonNullElse(firstFailingSeed, "none"))
                .row("messages, bytes", messages + ", " + bytes)
                .row("hops at most", hopsMax)
                .row("at rest after at most", convergenceMsMax + " ms of virtual time")
                .row("trace", trace)
                .lines();
    }
}
