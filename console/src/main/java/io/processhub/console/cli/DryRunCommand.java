package io.processhub.console.cli;

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
        description = "Shows what would move if a node left, joined or had another weight; changes nothing.")
final class DryRunCommand implements Callable<Integer> {
    @Mixin
    private final AdminOptions admin = new AdminOptions();

    private final Terminal terminal;

    @Option(names = "--leave", paramLabel = "NODE", description = "A member leaves or fails.")
    private String leave = "";

    @Option(
            names = "--join",
            paramLabel = "NODE[=WEIGHT[:ZONE]]",
            description = "A node joins. Default: weight 1, no zone.")
    private String join = "";

    @Option(names = "--weigh", paramLabel = "NODE=WEIGHT", description = "A member restarts with another weight.")
    private String weigh = "";

    DryRunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Change change = change();
        try (AdminClient client = admin.open()) {
            var predicted = client.dryRun(change);
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
        if (!predicted.moves().isEmpty()) {
            var table = new Table("ID", "FROM", "TO");
            predicted.moves().forEach(move -> table.row(move.id(), nodes(move.from()), nodes(move.to())));
            table.lines().forEach(terminal::print);
        }
    }

    private static String nodes(List<String> names) {
        return names.isEmpty() ? "(nowhere)" : String.join(",", names);
    }

    private Change change() {
        if (Stream.of(leave, join, weigh).filter(given -> !given.isEmpty()).count() != 1) {
            throw new BadInputException("give exactly one of --leave, --join and --weigh");
        }
        if (!leave.isEmpty()) {
            return new Change.Leave(leave);
        }
        return join.isEmpty() ? checked("--weigh", this::weighed) : checked("--join", this::joining);
    }

    private static Change checked(String option, Supplier<Change> change) {
        try {
            return change.get();
        } catch (IllegalArgumentException wrong) {
            throw new BadInputException(option + ": " + wrong.getMessage(), wrong);
        }
    }

    /** Parses the option --join; names of nodes may contain colons, but no equals signs. */
    private Change joining() {
        String[] parts = join.split("=", 2);
        if (parts.length == 1) {
            return new Change.Join(join);
        }
        String[] profile = parts[1].split(":", 2);
        return new Change.Join(parts[0], Weights.parse(profile[0]), profile.length == 1 ? "" : profile[1]);
    }

    private Change weighed() {
        String[] parts = weigh.split("=", 2);
        if (parts.length == 1) {
            throw new IllegalArgumentException("'" + weigh + "' has no weight; write NODE=WEIGHT");
        }
        return new Change.Weigh(parts[0], Weights.parse(parts[1]));
    }
}
