package io.processhub.console.control;

import io.processhub.console.admin.AdminClient;
import io.processhub.console.terminal.Table;
import io.processhub.console.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code processhub nodes}. */
@Command(
        name = "nodes",
        mixinStandardHelpOptions = true,
        description = "Shows the nodes of the hub and how many processes each runs.")
final class NodesCommand implements Callable<Integer> {
    @Mixin
    private final AdminOptions admin = new AdminOptions();

    @Mixin
    private final WidthOption width = new WidthOption();

    private final Terminal terminal;

    NodesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (AdminClient client = admin.open()) {
            var nodes = client.nodes();
            if (admin.json()) {
                terminal.json(nodes);
                return 0;
            }
            var table = new Table("NODE", "PROCESSES", "");
            nodes.forEach(node -> table.row(node.node(), node.processes(), node.self() ? "answers" : ""));
            width.print(terminal, table);
            return 0;
        }
    }
}
