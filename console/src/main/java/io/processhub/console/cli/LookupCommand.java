package io.processhub.console.cli;

import io.processhub.console.admin.AdminClient;
import io.processhub.console.terminal.Table;
import io.processhub.console.terminal.Terminal;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code processhub lookup}. */
@Command(
        name = "lookup",
        mixinStandardHelpOptions = true,
        description = "Shows one process; exit code 1 when it does not exist.")
final class LookupCommand implements Callable<Integer> {
    @Mixin
    private final AdminOptions admin = new AdminOptions();

    private final Terminal terminal;

    @Parameters(paramLabel = "ID", description = "Id of the process.")
    private String id = "";

    LookupCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (AdminClient client = admin.open()) {
            var process = client.process(id);
            if (admin.json()) {
                terminal.json(process);
                return 0;
            }
            var table = new Table("id", process.id())
                    .row("type", process.type())
                    .row("argument", process.argument())
                    .row("tag", process.tag())
                    .row("labels", process.labels());
            process.instances().stream()
                    .sorted(Comparator.comparing(instance -> !instance.active()))
                    .forEach(instance -> table.row(
                            "runs on",
                            instance.node() + ", epoch " + instance.epoch() + ", " + instance.role() + ", "
                                    + instance.reason()));
            if (process.instances().isEmpty()) {
                table.row("runs on", "no node; it is waiting for its start");
            }
            table.lines().forEach(terminal::print);
            return 0;
        }
    }
}
