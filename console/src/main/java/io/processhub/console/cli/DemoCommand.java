package io.processhub.console.cli;

import io.processhub.console.demo.ChildFleet;
import io.processhub.console.demo.Demo;
import io.processhub.console.demo.DemoSpecs;
import io.processhub.console.demo.Patience;
import io.processhub.console.demo.Report;
import io.processhub.console.input.BadInputException;
import io.processhub.console.input.Replicas;
import io.processhub.console.input.SpecReader;
import io.processhub.console.input.Timeouts;
import io.processhub.console.input.Wanted;
import io.processhub.console.terminal.StepDisplay;
import io.processhub.console.terminal.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code processhub demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Starts a cluster of JVMs, kills one, starts another, and checks that nothing was lost.")
final class DemoCommand implements Callable<Integer> {
    private static final int NODES_MIN = 2;
    private static final int NODES_MAX = 20;
    private static final int INTERRUPTED = 130;
    private static final int PROCESSES_MAX = 1_000_000;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "3",
            description = "Number of JVMs, 2 to 20. Default: ${DEFAULT-VALUE}.")
    private int nodes;

    @Option(
            names = "--specs",
            paramLabel = "FILE",
            description = "Processes to run. Default: a clock for each time zone.")
    private @Nullable Path specs;

    @Option(names = "--processes", paramLabel = "N", description = "Runs this many echo processes instead.")
    private @Nullable Integer processes;

    @Mixin
    private final SyncOption sync = new SyncOption();

    @Mixin
    private final ReplicasOption replicasOption = new ReplicasOption();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "Time limit for each step. Default: ${DEFAULT-VALUE}.")
    private int timeoutSeconds;

    @Option(
            names = "--json",
            description = "Prints the report as one line of JSON, and the progress to standard error.")
    private boolean json;

    private final Terminal terminal;
    private final List<String> program;

    DemoCommand(Terminal terminal) {
        this(terminal, JavaProgram.ofThisJvm());
    }

    /** A demonstration whose nodes are started by a command. */
    DemoCommand(Terminal terminal, List<String> program) {
        this.terminal = terminal;
        this.program = program;
    }

    @Override
    public Integer call() {
        if (nodes < NODES_MIN || nodes > NODES_MAX) {
            throw new BadInputException("--nodes: " + nodes + " must be between " + NODES_MIN + " and " + NODES_MAX);
        }
        var replicas = replicas();
        var wanted = wanted();
        var patience = Patience.of(Timeouts.seconds(timeoutSeconds));
        var fleet = new ChildFleet(program, sync.strategy(), replicas, patience);
        var guard = new Thread(() -> abandon(fleet), "processhub-demo-guard");
        Runtime.getRuntime().addShutdownHook(guard);
        Report report;
        try (var progress = new StepDisplay(terminal, json)) {
            report = new Demo(fleet, new Demo.Plan(nodes, replicas, wanted), patience, progress).play();
        } finally {
            fleet.killAll();
        }
        if (shutsDown(guard)) {
            terminal.complain("interrupted; all nodes are killed");
            return INTERRUPTED;
        }
        return finish(report, fleet);
    }

    /** Checks the number of copies: a copy on a leaving node hands its state to a node without a copy. */
    private Replicas replicas() {
        Replicas replicas = replicasOption.replicas();
        if (replicas.copies() >= nodes) {
            throw new BadInputException("--replicas: " + replicas.copies() + " must be less than --nodes, which is "
                    + nodes + ", so that a leaving node can hand its states to another one");
        }
        return replicas;
    }

    /** Whether the JVM is shutting down, in which case its shutdown hook cannot be removed. */
    private static boolean shutsDown(Thread guard) {
        try {
            Runtime.getRuntime().removeShutdownHook(guard);
            return false;
        } catch (IllegalStateException alreadyRunning) {
            return true;
        }
    }

    private static void abandon(ChildFleet fleet) {
        fleet.killAll();
        fleet.deleteLogs();
    }

    private int finish(Report report, ChildFleet fleet) {
        if (report.ok()) {
            fleet.deleteLogs();
        } else {
            fleet.logTails().forEach(terminal::complain);
            terminal.complain("the complete logs are in " + fleet.folder());
        }
        if (json) {
            terminal.json(report);
        } else {
            new ReportText(report).lines().forEach(terminal::print);
        }
        return report.ok() ? 0 : 1;
    }

    private List<Wanted> wanted() {
        if (specs != null && processes != null) {
            throw new BadInputException("--specs and --processes exclude each other; give one of them");
        }
        if (specs != null) {
            return new SpecReader(NodeCommand.types()).read("--specs", specs);
        }
        if (processes == null) {
            return DemoSpecs.timeZones();
        }
        if (processes < 1 || processes > PROCESSES_MAX) {
            throw new BadInputException("--processes: " + processes + " must be between 1 and " + PROCESSES_MAX);
        }
        return DemoSpecs.echoes(processes);
    }
}
