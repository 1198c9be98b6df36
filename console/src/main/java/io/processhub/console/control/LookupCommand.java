package io.processhub.console.control;

import io.processhub.console.admin.AdminClient;
import io.processhub.console.terminal.Sheet;
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

    @Mixin
    private final WidthOption width = new WidthOption();

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
            var sheet = new Sheet()
                    .row("id", process.id())
                    .row("type", process.type())
                    .row("argument", process.argument())
                    .row("tag", process.tag())
                    .row("labels", process.labels());
            process.instances().stream()
                    .sorted(Comparator.comparing(instance -> !instance.active()))
                    .forEach(instance -> sheet.row(
                            "runs on",
                            instance.node() + ", epoch " + instance.epoch() + ", " + instance.role() + ", "
                                    + instance.reason()));
            if (process.instances().isEmpty()) {
                sheet.row("runs on", "no node; it is waiting for its start");
            }
            width.print(terminal, sheet);
            return 0;
        }
    }
}
