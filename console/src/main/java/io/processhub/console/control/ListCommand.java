package io.processhub.console.control;

import io.processhub.console.admin.AdminClient;
import io.processhub.console.admin.Filter;
import io.processhub.console.admin.Replies;
import io.processhub.console.input.BadInputException;
import io.processhub.console.terminal.Table;
import io.processhub.console.terminal.Terminal;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code processhub list}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists processes and where they run.")
final class ListCommand implements Callable<Integer> {
    @Mixin
    private final AdminOptions admin = new AdminOptions();

    @Mixin
    private final WidthOption width = new WidthOption();

    private final Terminal terminal;

    @Option(names = "--tag", paramLabel = "TAG", description = "Only processes with this tag.")
    private String tag = "";

    @Option(names = "--node", paramLabel = "NAME", description = "Only processes that run on this node.")
    private String node = "";

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "Only processes with this label.")
    private String label = "";

    ListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Filter filter = filter();
        try (AdminClient client = admin.open()) {
            var processes = client.processes(filter);
            if (admin.json()) {
                terminal.json(processes);
                return 0;
            }
            var table = new Table("ID", "TYPE", "NODE", "TAG", "LABELS");
            processes.forEach(one -> table.row(one.id(), one.type(), nodes(one), one.tag(), labels(one)));
            width.print(terminal, table);
            return 0;
        }
    }

    private Filter filter() {
        try {
            return Filter.of(tag, node, label);
        } catch (IllegalArgumentException wrong) {
            throw new BadInputException("--label: " + wrong.getMessage(), wrong);
        }
    }

    private static String nodes(Replies.ProcessRow process) {
        return process.instances().isEmpty()
                ? "(waiting)"
                : process.instances().stream().map(ListCommand::node).collect(Collectors.joining(","));
    }

    private static String node(Replies.InstanceRow instance) {
        return instance.active() ? instance.node() : '(' + instance.node() + ')';
    }

    private static String labels(Replies.ProcessRow process) {
        return process.labels().entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
    }
}
