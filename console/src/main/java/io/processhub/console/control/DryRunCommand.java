package io.processhub.console.control;

import io.processhub.console.admin.AdminClient;
import io.processhub.console.admin.Replies;
import io.processhub.console.input.BadInputException;
import io.processhub.console.input.Weights;
import io.processhub.console.terminal.Table;
import io.processhub.console.terminal.Terminal;
import io.processhub.explain.DryRun.Change;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code processhub dry-run}. */
@Command(
        name = "dry-run",
        mixinStandardHelpOptions = true,
        description = "Shows what would move if nodes left, joined or had another weight, all together; changes"
                + " nothing.")
final class DryRunCommand implements Callable<Integer> {
    @Mixin
    private final AdminOptions admin = new AdminOptions();

    @Mixin
    private final WidthOption width = new WidthOption();

    private final Terminal terminal;

    @Option(names = "--leave", paramLabel = "NODE", description = "A member leaves or fails; may be repeated.")
    private List<String> leave = List.of();

    @Option(
            names = "--join",
            paramLabel = "NODE[=WEIGHT[:ZONE]]",
            description = "A node joins; may be repeated. Default: weight 1, no zone.")
    private List<String> join = List.of();

    @Option(
            names = "--weigh",
            paramLabel = "NODE=WEIGHT",
            description = "A member restarts with another weight; may be repeated.")
    private List<String> weigh = List.of();

    DryRunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Change> changes = changes();
        try (AdminClient client = admin.open()) {
            var predicted = client.dryRun(changes);
            if (admin.json()) {
                terminal.json(predicted);
            } else {
                print(predicted);
            }
            return 0;
        }
    }

    private void print(Replies.Predicted predicted) {
        terminal.print(predicted.summary());
        if (!predicted.quorum().summary().isEmpty()) {
            terminal.print(predicted.quorum().summary());
        }
        if (!predicted.moves().isEmpty()) {
            var table = new Table("ID", "FROM", "TO");
            predicted.moves().forEach(move -> table.row(move.id(), nodes(move.from()), nodes(move.to())));
            width.print(terminal, table);
        }
    }

    private static String nodes(List<String> names) {
        return names.isEmpty() ? "(nowhere)" : String.join(",", names);
    }

    /** Whatever the order of the options, nodes leave first. */
    private List<Change> changes() {
        List<Change> changes = Stream.of(
                        leave.stream().map(Change.Leave::new),
                        join.stream().map(text -> checked("--join", () -> joining(text))),
                        weigh.stream().map(text -> checked("--weigh", () -> weighed(text))))
                .<Change>flatMap(kind -> kind)
                .toList();
        if (changes.isEmpty()) {
            throw new BadInputException("nothing to try out; give --leave, --join or --weigh, each as often as needed");
        }
        return changes;
    }

    private static Change checked(String option, Supplier<Change> change) {
        try {
            return change.get();
        } catch (IllegalArgumentException wrong) {
            throw new BadInputException(option + ": " + wrong.getMessage(), wrong);
        }
    }

    /** Parses the option --join; names of nodes may contain colons, but no equals signs. */
    private static Change joining(String join) {
        String[] parts = join.split("=", 2);
        if (parts.length == 1) {
            return new Change.Join(join);
        }
        String[] profile = parts[1].split(":", 2);
        return new Change.Join(parts[0], Weights.parse(profile[0]), profile.length == 1 ? "" : profile[1]);
    }

    private static Change weighed(String weigh) {
        String[] parts = weigh.split("=", 2);
        if (parts.length == 1) {
            throw new IllegalArgumentException("'" + weigh + "' has no weight; write NODE=WEIGHT");
        }
        return new Change.Weigh(parts[0], Weights.parse(parts[1]));
    }
}
