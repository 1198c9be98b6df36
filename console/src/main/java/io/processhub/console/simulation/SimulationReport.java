package io.processhub.console.simulation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.processhub.console.input.Partition;
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
 * What became of a trial on several seeds. As JSON it is one flat object: the names of the parts do not appear in it.
 *
 * @param plan what was played
 * @param verdict whether all was in order
 * @param traffic what was sent, on all seeds together
 * @param quorums how often one was lost
 * @param worst the slowest and the widest of the runs
 * @param trace a hash over all runs; equal when all did the same
 */
public record SimulationReport(
        @JsonUnwrapped Plan plan,
        @JsonUnwrapped Verdict verdict,
        @JsonUnwrapped Traffic traffic,
        @JsonUnwrapped Quorums quorums,
        @JsonUnwrapped Worst worst,
        String trace) {

    /**
     * What was played.
     *
     * @param sync how registries learned from one another
     * @param partition when a part of a split cluster ran processes
     * @param nodes how many there were at the start
     * @param processes how many were started
     * @param loss share of the frames that were lost
     * @param churn whether nodes crashed, left, returned and joined
     * @param cuts whether links were cut
     * @param firstSeed the first seed
     * @param seeds how many were played
     */
    public record Plan(
            String sync,
            String partition,
            int nodes,
            int processes,
            double loss,
            boolean churn,
            boolean cuts,
            long firstSeed,
            int seeds) {}

    /**
     * How often a hub lost its quorum while links were cut.
     *
     * @param quorumRuns in how many of the runs
     * @param quorumsLost how often in all
     */
    public record Quorums(long quorumRuns, long quorumsLost) {}

    /**
     * Whether all was in order.
     *
     * @param converged how many seeds came to rest
     * @param violations how many times an invariant was broken
     * @param firstFailingSeed the first seed on which one was broken; {@code null} when none was
     */
    public record Verdict(
            int converged, int violations, @Nullable Long firstFailingSeed) {}

    /**
     * What was sent.
     *
     * @param messages how many frames
     * @param bytes how long they were together
     */
    public record Traffic(long messages, long bytes) {}

    /**
     * The slowest and the widest of the runs, which need not be the same.
     *
     * @param hopsMax over how many nodes news went at most
     * @param convergenceMsMax virtual milliseconds from the last change until the cluster was at rest
     */
    public record Worst(long hopsMax, long convergenceMsMax) {}

    /**
     * Sums up.
     *
     * @param sync how registries learned from one another
     * @param partition when a part of a split cluster ran processes
     * @param trial what was played
     * @param outcomes at least one, in order of the seeds
     * @return the report
     */
    public static SimulationReport of(Sync sync, Partition partition, Trial trial, List<Outcome> outcomes) {
        return new SimulationReport(
                plan(sync, partition, trial, outcomes),
                verdict(outcomes),
                traffic(outcomes),
                quorums(outcomes),
                worst(outcomes),
                hash(outcomes.stream().mapToLong(Outcome::trace)));
    }

    private static Plan plan(Sync sync, Partition partition, Trial trial, List<Outcome> outcomes) {
        return new Plan(
                sync.toString(),
                partition.toString(),
                trial.nodes(),
                trial.processes(),
                trial.faults().loss(),
                trial.churn(),
                trial.cuts() != Trial.Cuts.NONE,
                outcomes.getFirst().seed(),
                outcomes.size());
    }

    private static Verdict verdict(List<Outcome> outcomes) {
        List<Outcome.Verdict> verdicts = outcomes.stream().map(Outcome::verdict).toList();
        return new Verdict(
                (int) verdicts.stream().filter(Outcome.Verdict::converged).count(),
                verdicts.stream().mapToInt(one -> one.breaches().size()).sum(),
                outcomes.stream()
                        .filter(outcome -> !outcome.ok())
                        .map(Outcome::seed)
                        .findFirst()
                        .orElse(null));
    }

    private static Traffic traffic(List<Outcome> outcomes) {
        return new Traffic(
                outcomes.stream()
                        .mapToLong(one -> one.traffic().carried().frames())
                        .sum(),
                outcomes.stream()
                        .mapToLong(one -> one.traffic().carried().bytes())
                        .sum());
    }

    private static Quorums quorums(List<Outcome> outcomes) {
        return new Quorums(
                outcomes.stream().filter(one -> one.quorumsLost() > 0).count(),
                outcomes.stream().mapToLong(Outcome::quorumsLost).sum());
    }

    private static Worst worst(List<Outcome> outcomes) {
        return new Worst(
                outcomes.stream()
                        .mapToLong(one -> one.traffic().hopsMax())
                        .max()
                        .orElse(0),
                outcomes.stream()
                        .mapToLong(one -> one.convergence().toMillis())
                        .max()
                        .orElse(0));
    }

    /** Of a single run its own hash. */
    private static String hash(LongStream traces) {
        return HexFormat.of().toHexDigits(traces.reduce(0, (hash, trace) -> hash * 31 + trace));
    }

    /** {@return whether every seed came to rest in order} */
    public boolean ok() {
        return verdict.violations() == 0;
    }

    /** {@return the report for people} */
    public List<String> lines() {
        return new Table("synchronization", plan.sync())
                .row("nodes, processes", plan.nodes() + ", " + plan.processes())
                .row("loss, churn", plan.loss() + ", " + (plan.churn() ? "yes" : "no"))
                .row("partition, cuts", plan.partition() + ", " + (plan.cuts() ? "yes" : "no"))
                .row("seeds", plan.seeds() + ", from " + plan.firstSeed())
                .row("converged", verdict.converged())
                .row("violations", verdict.violations())
                .row("first failing seed", Objects.requireNonNullElse(verdict.firstFailingSeed(), "none"))
                .row("quorums lost", quorums.quorumsLost() + ", in " + quorums.quorumRuns() + " runs")
                .row("messages, bytes", traffic.messages() + ", " + traffic.bytes())
                .row("hops at most", worst.hopsMax())
                .row("at rest after at most", worst.convergenceMsMax() + " ms of virtual time")
                .row("trace", trace)
                .lines();
    }
}
