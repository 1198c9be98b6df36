package io.processhub.console.cli;

import io.processhub.console.cut.CutDemo;
import io.processhub.console.cut.CutKind;
import io.processhub.console.cut.NamespaceFleet;
import io.processhub.console.cut.Namespaces;
import io.processhub.console.demo.ChildFleet;
import io.processhub.console.demo.Demo;
import io.processhub.console.demo.DemoSpecs;
import io.processhub.console.demo.Patience;
import io.processhub.console.input.BadInputException;
import io.processhub.console.input.Replicas;
import io.processhub.console.input.SpecReader;
import io.processhub.console.input.Timeouts;
import io.processhub.console.input.Wanted;
import io.processhub.console.terminal.Terminal;
import java.nio.file.Path;
import java.time.Duration;
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
        description = "Starts a cluster of JVMs, kills one and starts another, or cuts the network, and checks that"
                + " nothing was lost.")
final class DemoCommand implements Callable<Integer> {
    private static final int NODES = 3;
    private static final int NODES_WITH_CUTS = 5;
    private static final int NODES_MIN = 2;
    private static final int NODES_MIN_WITH_CUTS = 3;
    private static final int NODES_MAX = 20;

    /** What is measured are mostly times that the nodes write down, so a look less costs little. */
    private static final Duration LOOK_AT_CUTS = Duration.ofMillis(100);

    private static final int PROCESSES_MAX = 1_000_000;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            description = "Number of JVMs, 2 to 20, with --partition at least 3. Default: 3, with --partition 5.")
    private @Nullable Integer nodes;

    @Option(
            names = "--partition",
            paramLabel = "CUT,…",
            arity = "0..1",
            split = ",",
            fallbackValue = "two-way,deaf,mute",
            description = "Cuts a minority off instead of killing a node: ${COMPLETION-CANDIDATES}; all of them unless"
                    + " given. Needs Linux, iproute2, and root or a user namespace.")
    private @Nullable List<CutKind> cuts;

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
        int count = nodes();
        var wanted = wanted();
        var limit = Timeouts.seconds(timeoutSeconds);
        return cuts == null
                ? playKill(count, wanted, Patience.of(limit))
                : playCuts(cuts, count, wanted, new Patience(limit, LOOK_AT_CUTS));
    }

    private int nodes() {
        int count = nodes == null ? (cuts == null ? NODES : NODES_WITH_CUTS) : nodes;
        int least = cuts == null ? NODES_MIN : NODES_MIN_WITH_CUTS;
        if (count < least || count > NODES_MAX) {
            throw new BadInputException("--nodes: " + count + " must be between " + least + " and " + NODES_MAX);
        }
        return count;
    }

    private int playKill(int count, List<Wanted> wanted, Patience patience) {
        var plan = new Demo.Plan(count, replicas(count), wanted);
        var fleet = new ChildFleet(program, sync.strategy(), plan.replicas(), patience);
        return new DemoRun(terminal, json).play(fleet, progress -> {
            var report = new Demo(fleet, plan, patience, progress).play();
            return new DemoRun.Result(report.ok(), report, new ReportText(report)::lines);
        });
    }

    private int playCuts(List<CutKind> kinds, int count, List<Wanted> wanted, Patience patience) {
        if (replicasOption.replicas().copies() > 1) {
            throw new BadInputException("--replicas: with --partition each process has a single copy");
        }
        var plan = new CutDemo.Plan(count, wanted, kinds.stream().distinct().toList());
        var network = new Namespaces(count);
        var fleet = new NamespaceFleet(program, network, sync.strategy(), patience);
        return new DemoRun(terminal, json).play(fleet, progress -> {
            var report = new CutDemo(fleet, network, plan, patience, progress).play();
            return new DemoRun.Result(report.verdict().ok(), report, new CutReportText(report)::lines);
        });
    }

    /** Checks the number of copies: a copy on a leaving node hands its state to a node without a copy. */
    private Replicas replicas(int count) {
        Replicas replicas = replicasOption.replicas();
        if (replicas.copies() >= count) {
            throw new BadInputException("--replicas: " + replicas.copies() + " must be less than --nodes, which is "
                    + count + ", so that a leaving node can hand its states to another one");
        }
        return replicas;
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
