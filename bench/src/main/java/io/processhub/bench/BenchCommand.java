package io.processhub.bench;

import io.processhub.bench.contestant.Contestant;
import io.processhub.bench.fleet.BenchFolder;
import io.processhub.bench.report.Pages;
import io.processhub.bench.report.Screen;
import io.processhub.bench.result.Machine;
import io.processhub.bench.result.Results;
import io.processhub.bench.result.Row;
import io.processhub.bench.result.Run;
import io.processhub.bench.roster.Roster;
import io.processhub.bench.workload.Competition;
import io.processhub.bench.workload.Scale;
import io.processhub.bench.workload.Workload;
import io.processhub.bench.workload.Workloads;
import io.processhub.console.input.BadInputException;
import io.processhub.console.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures the hub beside its peers: nodes in JVMs of their own on this machine, by turns, after"
                + " warming up. Exit codes: 0 all was measured, 1 something was not, 2 invalid input.",
        footer = "%nTakes hours with all workloads; begin with: ./processhub bench start --quick")
final class BenchCommand implements Callable<Integer> {
    private static final int NODES_MAX = 12;
    private static final int PROCESSES_MAX = 1_000_000;
    private static final int ROUNDS_MAX = 1_000;
    private static final int ROUNDS_MEDIAN = 5;
    private static final Scale.Repeats USUAL = new Scale.Repeats(6, 2, 4);
    private static final Scale.Repeats QUICK = new Scale.Repeats(2, 1, 1);
    private static final String UNKNOWN = "unknown";

    private final Terminal terminal;

    @Spec
    private CommandSpec self = CommandSpec.create();

    @Parameters(paramLabel = "WORKLOAD", arity = "0..*", description = "What to measure. Default: all of them.")
    private List<String> workloads = List.of();

    @Option(
            names = "--against",
            paramLabel = "PEER,…",
            split = ",",
            description = "Peers to measure by turns with ours: pekko, hazelcast, infinispan, jgroups. Default: all.")
    private List<String> against = Roster.PEERS;

    @Option(names = "--alone", description = "Measures ours only.")
    private boolean alone;

    @Option(
            names = "--nodes",
            paramLabel = "N,…",
            split = ",",
            description = "Numbers of nodes, up to " + NODES_MAX + ", for start, failover, join and rest.")
    private List<Integer> nodes = List.of();

    @Option(
            names = "--processes",
            paramLabel = "N,…",
            split = ",",
            description = "Numbers of processes, up to 1000000. Default: those of each workload.")
    private List<Integer> processes = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds that count, of each case and contestant in all. Default: 6, with --quick 2.")
    private @Nullable Integer rounds;

    @Option(
            names = "--turns",
            paramLabel = "N",
            description = "Into how many fleets of new JVMs the rounds are divided. Default: 2, with --quick 1.")
    private @Nullable Integer turns;

    @Option(names = "--tls", description = "Measures what crosses between JVMs also encrypted.")
    private boolean tls;

    @Option(
            names = "--quick",
            description = "Small numbers, to see that all works; the figures say nothing about speed.")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "Adds the results to this file.")
    private @Nullable Path json;

    @Option(
            names = "--report",
            arity = "2",
            paramLabel = "FILE",
            description = "Measures nothing: brings a document and its plots up to date with a file of results, such as"
                    + " --report bench.json docs/PERFORMANCE.md.")
    private List<Path> report = List.of();

    BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!report.isEmpty()) {
            return report(report.getFirst(), report.getLast());
        }
        List<Workload> chosen = Workloads.named(workloads);
        List<Contestant> contestants = Roster.against(alone ? List.of() : against);
        Scale scale = scale();
        Results former = json == null ? new Results(List.of()) : read(json);
        return measure(chosen, new Competition(contestants, scale, terminal::complain), former);
    }

    private Scale scale() {
        nodes.forEach(number -> require("--nodes", number, NODES_MAX));
        processes.forEach(number -> require("--processes", number, PROCESSES_MAX));
        Scale.Repeats usual = quick ? QUICK : USUAL;
        int allRounds = rounds == null ? usual.rounds() : rounds;
        require("--rounds", allRounds, ROUNDS_MAX);
        int allTurns = turns == null ? Math.min(usual.turns(), allRounds) : turns;
        if (allTurns < 1 || allTurns > allRounds) {
            throw new BadInputException("--turns: " + allTurns + " must be between 1 and the " + allRounds
                    + " rounds, each of which is part of one; give more --rounds");
        }
        return new Scale(nodes, processes, new Scale.Repeats(allRounds, allTurns, usual.warmUps()), quick, tls);
    }

    private static void require(String option, int value, int max) {
        if (value < 1 || value > max) {
            throw new BadInputException(option + ": " + value + " must be between 1 and " + max);
        }
    }

    private int measure(List<Workload> chosen, Competition competition, Results former) {
        Machine machine = Machine.here();
        Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        warn(machine);
        try (BenchFolder folder = BenchFolder.create()) {
            List<Workload> played = new ArrayList<>();
            for (Workload workload : chosen) {
                competition.play(workload, folder);
                show(workload, competition);
                played.add(workload);
                write(former.plus(run(begin, machine, played, competition))); // what comes next may be interrupted
            }
        }
        competition.failures().forEach(terminal::complain);
        return competition.failures().isEmpty() ? 0 : 1;
    }

    private Run run(Instant begin, Machine machine, List<Workload> played, Competition competition) {
        List<String> arguments = self.commandLine().getParseResult().originalArgs();
        return new Run(
                begin.toString(),
                System.getProperty("processhub.commit", UNKNOWN),
                "./processhub bench " + String.join(" ", arguments),
                machine,
                played.stream()
                        .flatMap(workload -> competition.promises(workload).stream())
                        .toList(),
                competition.rows(),
                competition.failures());
    }

    private void warn(Machine machine) {
        if (!quick && !machine.quiet()) {
            terminal.complain("bench: the machine is not quiet (load " + machine.load() + " on " + machine.cores()
                    + " cores); ratios may be of use, times are not");
        }
        if (!quick && rounds != null && rounds < ROUNDS_MEDIAN) {
            terminal.complain("bench: a median of " + rounds + " rounds says little; give --rounds " + ROUNDS_MEDIAN
                    + " or more");
        }
    }

    private void show(Workload workload, Competition competition) {
        List<Row> rows = competition.rows().stream()
                .filter(row -> row.workload().equals(workload.name()))
                .toList();
        Screen.lines(workload, rows, competition.promises(workload)).forEach(terminal::print);
    }

    private int report(Path results, Path document) {
        if (!Files.exists(results)) {
            throw new BadInputException("--report: there is no " + results + "; make it with --json " + results);
        }
        try {
            Pages.write(read(results), document);
        } catch (IOException | IllegalArgumentException failed) {
            throw new BadInputException("--report: cannot bring " + document + " up to date: " + failed, failed);
        }
        terminal.print("written: " + document);
        return 0;
    }

    /** Before hours of work it is seen whether their results can be written. */
    private static Results read(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                throw new BadInputException("--json: there is no folder " + folder + "; make it first");
            }
            return Results.read(file);
        } catch (IOException unreadable) {
            throw new BadInputException(
                    "--json: cannot add to " + file + " (" + unreadable.getMessage() + "); choose another file",
                    unreadable);
        }
    }

    private void write(Results results) {
        if (json == null) {
            return;
        }
        try {
            results.write(json);
        } catch (IOException full) {
            throw new BadInputException("--json: cannot write " + json + " (" + full.getMessage() + ')', full);
        }
    }
}
