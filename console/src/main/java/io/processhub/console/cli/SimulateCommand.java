package io.processhub.console.cli;

import io.processhub.console.input.BadInputException;
import io.processhub.console.input.Partition;
import io.processhub.console.simulation.SimulationReport;
import io.processhub.console.terminal.StepDisplay;
import io.processhub.console.terminal.Terminal;
import io.processhub.testkit.simulation.trial.Outcome;
import io.processhub.testkit.simulation.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code processhub simulate}. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description =
                "Simulates clusters in virtual time, one for each seed, and checks that each settles in a valid state.")
final class SimulateCommand implements Callable<Integer> {
    private static final int NODES_MAX = 1_000;
    private static final int SEEDS_MAX = 1_000_000;
    private static final int THREADS_MAX = 1_000;
    private static final int PROCESSES_MAX = 1_000_000;
    private static final int EXAMPLES_MAX = 3;
    private static final int BREACHES_MAX = 5;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "5",
            description = "Number of nodes, 1 to 1000. Default: ${DEFAULT-VALUE}.")
    private int nodes;

    @Option(
            names = "--processes",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Number of processes. Default: ${DEFAULT-VALUE}.")
    private int processes;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "First seed. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1",
            description = "Number of seeds. Default: ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(
            names = "--loss",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of the messages that are lost, 0 to 1. Default: ${DEFAULT-VALUE}.")
    private double loss;

    @Option(
            names = "--churn",
            description = "Makes nodes crash, leave, return and join while processes are started and stopped.")
    private boolean churn;

    @Option(
            names = "--partition",
            paramLabel = "STRATEGY",
            defaultValue = "divergence",
            description = "When a part of a split cluster runs processes: ${COMPLETION-CANDIDATES}."
                    + " Default: ${DEFAULT-VALUE}.")
    private Partition partition = Partition.DIVERGENCE;

    @Option(
            names = "--cuts",
            description = "Cuts links for a minute, wholly, partly or in one direction. With --partition majority also"
                    + " checks that never two parts run processes.")
    private boolean cuts;

    @Mixin
    private final SyncOption sync = new SyncOption();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Number of seeds to run in parallel. Default: one for each core, if memory allows.")
    private @Nullable Integer threads;

    @Option(
            names = "--json",
            description = "Prints the report as one line of JSON, and the progress to standard error.")
    private boolean json;

    private final Terminal terminal;

    SimulateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        check();
        Trial trial = Trial.of(nodes, processes)
                .loss(loss)
                .churn(churn)
                .cuts(cuts())
                .settings(hub -> hub.synchronization(sync.strategy().strategy()).partition(partition.strategy(nodes)));
        List<Outcome> outcomes = play(trial);
        complain(outcomes.stream().filter(outcome -> !outcome.ok()).toList());
        var report = SimulationReport.of(sync.strategy(), partition, trial, outcomes);
        if (json) {
            terminal.json(report);
        } else {
            report.lines().forEach(terminal::print);
        }
        return report.ok() ? 0 : 1;
    }

    private Trial.Cuts cuts() {
        if (!cuts) {
            return Trial.Cuts.NONE;
        }
        return partition == Partition.MAJORITY ? Trial.Cuts.ONE_PART : Trial.Cuts.ANY;
    }

    private void check() {
        require("--nodes", nodes, NODES_MAX);
        require("--processes", processes, PROCESSES_MAX);
        require("--seeds", seeds, SEEDS_MAX);
        if (threads != null) {
            require("--threads", threads, THREADS_MAX);
        }
        if (!(loss >= 0 && loss <= 1)) {
            throw new BadInputException("--loss: " + loss + " must be between 0 and 1");
        }
        if (cuts && nodes < 2) {
            throw new BadInputException("--cuts: needs at least 2 nodes");
        }
        if (churn && nodes < 2) {
            throw new BadInputException("--churn: needs at least 2 nodes, so that one can leave");
        }
    }

    private static void require(String option, int value, int max) {
        if (value < 1 || value > max) {
            throw new BadInputException(option + ": " + value + " must be between 1 and " + max);
        }
    }

    private List<Outcome> play(Trial trial) {
        var played = new ArrayList<Outcome>();
        try (var progress = new StepDisplay(terminal, json);
                ExecutorService players = Executors.newFixedThreadPool(threads())) {
            progress.begin(seeds == 1 ? "running a seed" : "running " + seeds + " seeds");
            List<Outcome> outcomes = trial.play(seed, seeds, players, outcome -> {
                played.add(outcome);
                progress.advance(played.size(), seeds);
            });
            progress.end(failures(outcomes));
            return outcomes;
        }
    }

    private static String failures(List<Outcome> outcomes) {
        long failed = outcomes.stream().filter(outcome -> !outcome.ok()).count();
        return failed == 0 ? "no violations" : failed + " with violations";
    }

    private int threads() {
        return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    }

    /** Prints the first failures in full and the others as a list of seeds. */
    private void complain(List<Outcome> failed) {
        failed.stream().limit(EXAMPLES_MAX).forEach(outcome -> {
            terminal.complain("seed " + outcome.seed() + ": "
                    + outcome.verdict().breaches().size() + " violations");
            outcome.verdict().breaches().stream().limit(BREACHES_MAX).forEach(terminal::complain);
            terminal.complain(outcome.verdict().ending());
        });
        if (failed.size() > EXAMPLES_MAX) {
            terminal.complain("also failed: "
                    + failed.stream().skip(EXAMPLES_MAX).map(Outcome::seed).toList());
        }
    }
}
